"""What sounds like small talk or a wish for a person and is neither: it competes with both, and is nothing.

Customers of all kinds of companies ask about people, calls and greetings, their own bot's not least.
"""

from __future__ import annotations

OTHERS = """
    move my phone number from another provider | which of my agents replied to a customer
    who can see my chat history | add a sound when the bot says hello | holiday hours message for my bot
    where is the greeting node | can the bot greet returning visitors by name
    emails from the bot go to spam | edit the thank you text after payment | edit the goodbye message
    how do i block robots from spamming my chat | how do i turn on call recording
    which plans include priority support | the handover block in my flow is greyed out
    can i put a contact form inside the bot | the phone link in the chat does nothing
    where can i change the email address on my account | add a thank you page after the form
    how do i change the name shown when an agent joins the chat
    someone keeps logging in to my account | turn off the talk to a person button in my widget
    can a manager role see billing | contact form submissions are not arriving
    transfer ownership of the workspace to my business partner
    upload a photo of a real person as the avatar | where do i find old tickets from my customers
    does phone support come with the business plan | give my sales rep access to only one bot
    customers ask my bot are you real and it gives a silly answer
    can my staff take over a chat on their phones | what is your average response time for support
    my live chat agents are not getting notifications | what counts as a contact
    close the chat automatically when the customer says bye | is there a reseller discount
    i want my bot to transfer people to my receptionist | agent status stuck on away
    how do i add a human agent step to my bot | make a list of what my bot can do as buttons
    my greeting shows twice | my bot does not recognise thanks and goes to the fallback
    how do i transfer my bot to another account | remove an agent from my team
    is live chat included in the free plan | connect my domain | connect it to google calendar
    how many people can chat with my bot at the same time | does each operator need a licence
    end a conversation with a rating question | how do i invite a person to my workspace
    how to add a callback request form for my clients | how do i set a goodbye message
    set my business hours so the bot shows offline at night | welcome text for french visitors
    forward chat transcripts to my email automatically | report on how many chats were handed over to humans
    how do i write a help menu for my customers | what happens if none of my agents are online
    how do i export my contacts | a call button in the widget for my visitors
    the bot should stop answering once my employee joins | change the name of my bot
    assign chats to different team members automatically | where do i set the escalation rules
    a fallback message before the handoff | how many agent seats come with the pro plan
    the bot says good morning in the evening | how do i make someone else an admin
    can my chatbot answer phone calls | i want my bot to ask how are you before anything else
    do i have to tell visitors that they are talking to a robot | collect the customers phone number in chat
    redirect users to another page after the chat | how do i change the hello message of my bot
    is a dedicated account manager included in any plan | people who write to us get no reply
    price for an additional agent | show my phone number in the chat header
    turn off the automatic hi popup | my customers type human and the bot does not hand over
    the thank you email goes out twice | does the handoff to my team cost extra | what are your support hours
    how can i make my bot sound more human | the help button covers my cart icon
    escalate to slack when the bot cannot answer | how long before an unanswered chat is escalated
    buy extra agent seats | what happens to open chats when an agent goes offline
    which agent gets the chat first | an agent cannot log in to the inbox | change the role of an agent
    do live chat agents count as team members | limit an agent to three chats at once
    how long do customers wait for an agent | can an agent use the mobile app to reply
    the agents photo is not showing | the bot should say that all agents are busy
    set up handover from the bot to a live operator
    difference between transfer to agent and transfer to team
    can my chatbot detect when the user wants to speak to a person | change the transfer message
    the bot keeps replying after the handoff | escalation rules not firing
    trigger an escalation after two failed answers | send the transcript along when a chat is transferred
    return the conversation to the bot after the agent closes it | which keywords start a human takeover
    route chats to the sales department by country | do you support call recording
    add a click to call button | can the bot collect a phone number | connect a phone number to the voice bot
    how long are call recordings stored | the api call fails | callback url of the webhook
    a request a callback form inside my bot | the call node does not pass variables
    remove my phone number from my profile | cost per call of the voice channel | can my bot book calls
    change the email my invoices go to | send an email to me each time a lead comes in
    customise the contact form fields | import contacts from a file | delete people who contacted us last year
    ask visitors for their email before the chat starts | export the people who wrote to us
    create a ticket in our own system from the bot | show our support hours in the welcome message
    hide the live chat button outside office hours | time zone of my opening hours
    how can i edit the greeting message | the greeting is shown twice | the hello message does not appear
    where do i change the name and picture of the bot | my bot answers hello with the fallback
    make my chatbot answer who are you | disable small talk for my bot
    is there a ready made small talk library
    languages of the welcome message | end the chat if the user says bye
    track conversions on our thank you page
    add our domain to robots txt | make the replies feel like a real person
    spam robots start chats | i am not a robot check in the form | embed the bot in our own help center
    add our billing manager as a user | does the manager role see payment details
    who on my team can change the plan | ask customers to rate the agent after a chat
    auto reply when a person writes to us on a sunday | how many operators are on my invoice
    which ai model can i use for my customer bots | call me a taxi | phone case | contact lenses
    call forwarding
    did you call me | someone hacked my account | someone stole my card | who has access to my account
    i was charged twice | can i get a refund | my card was declined | my payment failed
    what is this charge on my card | can someone else pay for me | can it speak spanish
    who is the owner of the company | how many employees do you have | how many people work at your company
    what is your name server | how have things been with the servers | customers ask to speak with someone
    my users want to talk to a human | reset my password | cancel my subscription | pause my subscription
    will i get an email when it is ready | add a person to my booking | how many people can come
    can a person share a login | a gift for someone | transfer money to someone | transfer to another bank
    send it to another person | order for a friend | can someone else pick it up | connect to the internet
    connect my phone | reach the airport | contact tracing | a person of the same name
    pass the chat history to the agent when it transfers | price of the live chat add on
    invite a colleague as billing manager only | tag everyone who asked for an agent | keep my phone number
    port my existing phone number | which ai model do the bots use | the email goes to the wrong person
    change the billing contact person | where do i write what the bot answers when somebody asks
    is the company certified | update our billing address | our offices have moved | i want to work with you
    jobs at your company | job interview tips | representative sample | human resources address
    a conference call with three people | listen to recorded calls | can supervisors hear the recordings
    notes for my colleagues | what did people look for and not find | the caller gets his usual agent
    the agent does not answer the ringing phone | the place of a customer in the agent queue
    add a supervisor to a team | assign a conversation to another agent | two people play on one phone
    when will the technician come | the delivery man did not call | is support available in german
    phone number for premium support | i want to drop support | why is my ticket still open
    make a colleague an administrator | what a person wants to achieve | does a person need an account
    people who asked my bot for a human | let customers call me | ring tone | voice of the bot
    separate logins for the sales team and the support team | the machine does not start | machine learning
    help me with my transfer | my transfer failed | transfer the money to my bank | transfer fees
    contact details on the invoice | chat history | chat colour | chat window on my page | call a function
    who is talking to my bot | who has been chatting with my bot | how do i do it without talking to a human
    can i do it without speaking to anyone
    rename the talk to an agent button | does the call me back form take international numbers
    connect a phone number from another provider | is phone support included in the plan
    send an automatic thank you email | each new chat opens a ticket in our tracker
    how many conversations were escalated to our staff | which response time does priority support promise
    who owns the building | who runs this place | who designed the house | who wrote the song
    where are you located | where are you based | do you have an app | is there a mobile app
    talk to my accountant | speak with my doctor
    who made this cake | who is the author | who is playing tonight | who can join
    who do i ask about a lost bag | who is my doctor today | who teaches the course | who do i pay
    how old must my child be | how old is the church | how old is this wine | what is your address
    what is your return policy | what is new in the shop | what is on at the weekend
    what is the name of the street | what are your prices | what are you serving today
    what are your opening hours | what do you charge | what do you recommend | what do you have for children
    what can i do with old clothes | what can i do about the smell
    what can be done about the noise next door | what do you know about the history of the house
    are you open today | are you closed on monday | are you hiring | are you near the station
    are you on strike | are these real pearls | is it real gold | is the milk fresh | is this seat free
    is this cheese vegetarian | is this the right counter | are machines allowed in the garden
    is a robot vacuum in stock | do you sell stamps | do you have a garden
    do you have a lost property office | do you have gift cards | do you have a printer
    do you speak at schools | do you deliver on sundays | do you work on saturdays | do you take dogs
    do you teach beginners | do you repair watches | do you hire students
    is there a fee for a second person | is there a discount per person | is there parking for staff
    is there a staff entrance | is there a service charge | is there a phone shop near here
    is there a lift | is there a limit per customer | is there an age limit
    is there anyone under ten on the course | the person next to me was smoking
    the man at the counter was rude | a member of staff shouted at me | the guard let nobody in
    complaint about your driver | your staff were lovely | the manager of the other shop
    how do i become a manager | apply for a job as an agent | join the choir | join the waiting list
    i want to join your club | i want my son to join the team | can my sister join me | join as a family
    travel agent booking | estate agent fees | letting agent contract | cleaning agent for the floor
    can i bring a person with me | can somebody come with me | can someone else sign for it
    can anybody use the pool | somebody sits in my seat | somebody took my coat
    someone is parking in my space | call a taxi for me | can i call from abroad
    when was i called for my appointment | roll call | call number of a book | your call centre jobs
    phone line is dead | phone charger | phone signal in the building | phone contract
    a desk for my office | desk hire | help desk opening hours | service of my car | self service checkout
    room service menu | service animals | after sales service prices | support for the elderly
    supporters club | support group for parents | speaking lessons | speaker for a wedding
    public speaking course | talk about dinosaurs on friday | talking clock | tickets for the talk
    conversation class | chat room rules | contact sport | contact with the animals | contactless payment
    operator of the ferry | machine is out of order | coffee machine broken | ticket machine ate my money
    washing machine | the human body exhibition | human resources course | real estate prices
    real madrid tickets | live show tonight | live plants | help with my luggage | help to carry it upstairs
    home help for my mother | help my son with maths | volunteer to help | a good book for a child
    a fine for late return | how much is the fine | fine art | thank you cards | thanksgiving opening hours
    a welcome drink | hello kitty | good friday opening hours | goodbye present for a colleague
    see you later magazine | see the doctor later | can i come later | sorry i am late can i still come
    i am lost in the car park | lost and found | lost my ticket | escalator is broken
    where is the escalator | connecting train | connection to the airport | transfer my booking to a friend
    transfer to the hotel | transfer at the station | forward my post | put my name on the list
    put it on my bill | put money on the meter | name change after marriage | name of the teacher
    is the bot down | is this chat down | is this website down today
    name tags | work permit | does the lift work | work on the line this weekend
"""
