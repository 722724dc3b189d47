"""What was asked, answered and rated: written beside the answers, never in their way; read by the report.

redact.py      text -> text without personal data; before anything is queued, stored or logged
numbers.py     finds phones, cards, accounts, addresses of machines; passwords.py secrets told by name
entries.py     what is recorded: an Entry a reply, a Vote, an Event
tables.py      the tables; migrations/ leads from each earlier schema to this one
database.py    a URL -> an engine on a database of this schema
journal.py     record, rate and note: one queue and one writer thread a process
records.py     rows -> values
groups.py      questions -> groups of one meaning
report.py      values -> the report
readable.py    whether a text is words at all
suggest.py     the report -> what to write next
patch.py       a suggestion -> a FAQ file with its comments and order kept
"""
