"""What stands beside the corpus and competes with it; the longer this list, the more it crowds out."""

from __future__ import annotations

SMALL_TALK = {
    "greeting": """
        is someone online
        hi | hello | hey | hi there | hello there | hey there | hey bot | hi bot | hello bot | hiya | howdy
        yo | good morning | good afternoon | good evening | morning | evening | greetings | hi team
        hello team | hello sir | hi dear | hi friend | hello everyone | hey guys | anyone there
        hello anybody here | namaste | sup | hey what is up | nice to meet you | hello good day | hola
        buenos dias | bonjour | salut | hallo | guten tag | ciao | olá | こんにちは
        안녕하세요 | 你好 | مرحبا | السلام عليكم
        g'day | good day to you | hello mate | hi mate | heya | hey ya | hiii | helloo | heyy | hullo | oi
        yo bot | hi again | hello again | hey buddy | hi everybody | hello madam | dear sir or madam
        hi folks | hey y'all | ello | salam | aloha | moin | servus | hej | bom dia | buenas tardes
        buongiorno | gm | hey guys good evening | are you still there
    """,
    "how_are_you": """
        how are you | how are you doing | how are you today | hows it going | how is it going
        how do you do | how have you been | hey how are you doing today | are you ok | you alright
        how is your day | whats up | how are things | how do you feel today | hope you are well
        you good
        how are ya | how ya doing | hru | how's life | how's everything | how's your day going
        how are you this morning | how is life treating you | are you doing well | hope all is well
        alright mate | what's new with you | hows you | are you fine | how goes it | wyd | long time no see
        what are you up to | are you having a good day | yo whats up | hey bot whats up | wassup
        waddup | sup bro
    """,
    "thanks": """
        thank you nothing else
        thanks | thank you | thanks a lot | thanks alot | vielen dank | thank you so much | many thanks
        ty | cheers | much appreciated | thanks for your help
        thank you very much | great thanks | ok thanks
        perfect thank you | that helped | that was helpful | awesome thanks | nice one | you are great
        good bot | well done | thanks buddy | ok got it thanks | very helpful | you have been very helpful
        great job | brilliant that worked | gracias | merci | danke | obrigado
        ありがとう | 감사합니다 | 谢谢 | شكرا
        tysm | tyvm | ta | ta very much | cheers mate all sorted | all good now thanks | thanks a bunch
        thanks a million | thank you kindly | thanks mate | tks | appreciate it
        i am grateful | that solved it | that answers my question | exactly what i needed
        problem solved thanks | you saved my day | you rock | legend | lovely thanks | cool thanks | perfect
        thanx | thanks and bye | you are a star | you are awesome | thats great thanks
        you are the best | ur the best | you're the best | thanks you are the best
        awesome | great stuff | understood thanks | bless you | dhanyavaad | grazie | tack
    """,
    "okay": """
        ok | okay | okey | okay then | k | kk | alright | all right | got it | i see | i get it | understood
        i understand | that makes sense | sure | yes | yeah | yep | yup | no | nope | nah | noted | sorry
        my bad | no problem | no worries | never mind | nevermind | forget it | forget about it
        does not matter | it is nothing | wrong chat | sorry wrong window | lol | haha | hmm | oops | ah ok
        ok sure | ok cool | ok great | sounds good
    """,
    "goodbye": """
        bye | goodbye | bye bye | see you | see you later | see ya | cya | cya later | good night
        have a nice day | have a good day | take care | talk to you later | ttyl | that is all
        that is all for now | im done | nothing else | no more questions
        ok bye | catch you later | thats all thanks bye | farewell | gtg
        no thats all | adios | au revoir | tschüss | さようなら
        cheerio | tata | so long | laters | peace out | see you tomorrow | see you soon | until next time
        i have to go now | gotta go | i am off | im leaving now | bye for now | brb | have a great day
        have a nice weekend | that will be all thank you | nothing more from me | i am done here
        no further questions | all done bye | nope that is it | not now thanks | hasta luego
        auf wiedersehen | arrivederci | goodnight | night night | have a good evening | enjoy your day
        night | gnight | gn | bye for today | kthxbye | that was all bye | signing off
    """,
    "who_are_you": """
        who might you be | who are you | what are you | what is your name | whats your name
        do you have a name | introduce yourself | who am i talking to | who is this | tell me about yourself
        who made you | who built you | who created you | what should i call you | who am i chatting with
        how old are you | where are you from
        who dis | ur name | may i know your name | got a name
        can you tell me your name | who am i speaking to | who is on the other end | what do they call you
        what are you called | who is answering me | who owns you | who programmed you
        which company made you | who do you work for | when is your birthday | where do you live
        are you a boy or a girl | who exactly are you
    """,
    "robot": """
        are you a robot | are you a bot | are you human | are you a real person | are you real
        is this a bot | am i talking to a robot | am i talking to a human
        is this a real person or a machine | are you ai | are you a machine | are you chatgpt
        am i speaking with a bot | is anyone real there | is this automated | are you an ai or a person
        is this a computer | bot or human
        is this a real person | are you an actual person
        are you a person or a program | am i talking to a machine | am i chatting with a bot
        is there a human behind this | is a human reading this | are these answers automated
        you sound like a robot | is it a bot or a human that answers | are you just a computer program
        are you alive | do you have feelings | are you an llm | is this artificial intelligence
        are you a chatbot | this is a bot right | so you are not human | are you a robot or a real person
        are you human or bot | are you hooman | are you a bot or a real person | bot or real person
        is this a bot or a person
    """,
    "help": """
        help | help me | i need help | can you help me | can you help | please help | what can you do
        what can i ask you | how does this work | what do you know | what can you help me with
        i have a question | can i ask you something | i need some help please | how do i use this chat
        what are you for | what questions can you answer | need assistance | i need your help
        could you help me out | help pls | what topics do you cover | what is this chat for
        how can you help me | got a question | quick question
        hlp | can you help me please | could you please help me | would you be so kind as to help me
        i am stuck | im lost | i dont know what to ask | what should i ask | what can i type here
        what can you answer | what is this bot | what kind of things can you do | show me what you can do
        menu | main menu | i have a problem | i have an issue | i have a query | i have a doubt
        one question please | may i ask a question | let me ask you something | can you assist me
        kindly help | please | i need assistance | give me a hand | what are you able to assist with
        i do not understand | i do not understand this | i not understand
    """,
}
HANDOFF = {
    "person": """
        get me a human | i want to talk to a human | talk to a person | human | real person
        real human please | speak to an agent | talk to an agent | live agent | agent | agent please
        connect me to an agent | i want to speak with someone | can i talk to someone
        talk to a representative | representative | customer service representative | operator
        transfer me to a human | connect me with a real person | let me talk to a real person
        i need a human now | give me a human | human please | human now | can i chat with a person
        put me through to someone | put me through to a person | live chat with a human
        can i speak to a colleague of yours
        that did not help | this does not help | not helpful at all | speak to someone
        talk to someone please | id like a real human to look at this | have a person look into this
        contact customer service | customer care executive | talk to an executive | urgent need a person
        speak with your support agent | connect me with customer care | contact support | talk to support
        speak to customer care
        connect me to customer support | how do i contact a human | call me | can somebody call me
        phone number of support | i want to talk to your manager | speak to a supervisor | escalate this
        stop i want a human | i dont want to talk to a bot | not a bot a person
        this bot is useless get me a person | you are useless let me talk to someone
        is there a person i can talk to | can a human help me | i would like to speak to a member of staff
        speak with a live person | chat with an agent | live support | human support
        need to talk to somebody | someone from your team please contact me | i want to complain to a person
        you dont understand me i need a person | real agent | speak to an advisor | get me an actual person
        talk to a team member | let me speak to someone in charge | raise a ticket | hablar con una persona
        quiero hablar con un agente | parler à un conseiller
        mit einem menschen sprechen | 担当者と話したい
        상담원 연결
        can i speak with an actual human being | no more machine please | no bots please | i hate chatbots
        put a human on | is there a human available | anyone real i can speak to | real person please
        i would rather talk to a person | could you please transfer me to someone | transfer this chat
        hand me over to a human | switch me to a live agent | connect me to someone | get me your manager
        let me speak to your boss | operator please | rep please | speak to a rep
        can someone get back to me | please call me back | request a callback | i want someone to ring me
        want to talk on the phone | useless bot | you keep saying the same thing get me a person
        i am fed up give me a human | connect me with executive | i want chat with real people
        put me through to a colleague | get one of your colleagues | hooman | hooman please
        i wish to speak with your staff directly | i want to speak to your staff | connect me to your team
        arrange a call with your staff | i need to speak to somebody from your company
        i would like to speak to the support team | let me talk to your support staff
        i want someone from your team | i would rather explain this to an employee
        an actual employee please
        can a member of staff help me | can a colleague take over | pass me on to somebody
        enough of this robot | stop with the automatic answers | is anybody real there who can help
        somebody real please | can someone contact me | i need a callback | get someone to call me
        i want to speak with sales | can i have a word with somebody | let me speak to somebody who knows
        need human help | speak to a human | speak to a person | kann ich mit einem menschen reden
        voglio parlare con una persona | falar com um atendente | wrong answer | that is the wrong answer
        that is not what i asked | that was not my question | you did not answer my question
        that does not answer my question | that is not what i meant | that is not right | you got it wrong
        this is not what i need | you are not helping | stupid bot | bad bot | you do not understand me
        you do not understand | that is no answer | thanks for nothing | thank you for nothing
        thanks a lot for nothing | that was no help | no help at all
        i asked for a human | i already asked for a person | get me someone from support
        do you have any humans there
    """,
}
