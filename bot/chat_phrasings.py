"""What people type that is no question: greetings, thanks, "who are you", and wishes for a person.

By intent. The first two lists stand beside the corpus and compete with it; the further ones are looked at
only where the corpus has no answer, so that they can be long and cost it nothing.
"""

from __future__ import annotations

_SMALL_TALK = {
    "greeting": """
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
        kindly help | please
    """,
}
_HANDOFF = {
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
        i asked for a human | i already asked for a person
    """,
}
_FURTHER_SMALL_TALK = {
    "greeting": """
        helloo sir | salaam | assalamualaikum | wa alaikum salam | namaskar | vanakkam | sat sri akal
        shalom | konnichiwa | ni hao | annyeong | sawubona | jambo | kumusta | ahoy | ahoy there | hlo
        hii | top of the morning | good day | have a blessed day | wishing you a good day
        hope this finds you well | happy new year | merry christmas | happy holidays | happy diwali
        eid mubarak | knock knock | long time no chat | pleased to meet you | my name is anna
        this is peter here | good to see you | is anybody there | anybody home | are you there | you there
        testing | just saying hi | hello world | greetings from spain | hello from manila | morning all
        gud mrng | gud evng | good noon | gm sir
        guten morgen | guten abend | grüß gott | buenas noches | bonsoir | おはようございます | こんばんは
        안녕 | صباح الخير | مساء الخير | नमस्ते
    """,
    "how_are_you": """
        i am fine and you | how about you | how are you keeping | how have things been | hows tricks
        how do you feel | are you doing ok today | everything ok there | is all well with you
        how is your family | did you sleep well | how was your weekend | busy day
        hope you had a good weekend | hope you are doing well | i hope you are having a good day
        are you tired | are you happy | kaise ho | como estas | que tal | ça va
        comment ça va | wie gehts | wie geht es dir | come stai | tudo bem
    """,
    "thanks": """
        much obliged | thanks a ton | thanks heaps | thank you sir | thanking you
        thanking you in anticipation | thanks in advance | appreciated | i appreciate your help
        i appreciate that | that did the trick | it works now | it worked | works for me | sorted
        all sorted | all good | all good on my side | that makes sense thanks | makes sense now
        exactly what i was looking for | just what i needed | that is all i needed | you are clever
        you are smart | clever bot | smart bot | good answer | good work | nice work | impressive
        that was fast | that was quick | amazing | fantastic | excellent | wonderful | superb | super
        lovely | brilliant | nice | wow | cool | great | noted with thanks | found it myself thanks anyway
        you made my day | god bless | thanks for your time | thanks for the quick reply | shukriya | kudos
        merci beaucoup | muchas gracias | thank you for your patience | thank you for explaining
        good job | bravo | you have been a great help | you are a lifesaver | love it | i love you
        you are funny | xie xie
        danke schön | danke dir | mille grazie | merci bien
        je vous remercie | mil gracias | どうもありがとう
        助かりました | 고마워요 | 고맙습니다 | شكرا جزيلا | धन्यवाद
    """,
    "okay": """
        of course | fair enough | gotcha | roger | roger that | copy that | aha | ah i see | oh i see
        oh ok | hm ok | i will try that | let me try | let me check | will do | i will wait | one moment
        just a second | wait | hold on | just a minute | good to know | whatever | not really | no need
        it is fine | thats fine | sorry for the trouble | sorry to bother you | excuse me | pardon
        apologies | my mistake | i was just testing | just looking around | just browsing | nothing
        nothing really | hehe | rofl | lmao | i am back | i changed my mind | no i am good | i am good
        im fine
    """,
    "goodbye": """
        have a good one | have a lovely day | have a lovely evening | have a good night
        have a great evening | have a great weekend | enjoy your evening | enjoy the rest of your day
        enjoy your weekend | sleep well | sweet dreams | stay safe | be well | take it easy
        until tomorrow | till next time | speak soon | talk soon | talk later | chat later
        i will be back | i will come back later | i have to run | i must go | i need to go now
        i will let you get on | i am leaving | i am logging off | logging off | over and out | sayonara
        alvida | do widzenia | toodle pip | toodles | ciao for now | that will be all | that would be all
        nothing more | nothing else for today | i am finished | we are done here | close the chat
        end chat | end this conversation | quit | exit
        bis später | bis bald | schönen tag noch | hasta mañana | que tengas un buen día | à bientôt
        bonne journée | bonne soirée | またね | 失礼します | 안녕히 계세요 | مع السلامة
    """,
    "who_are_you": """
        and you are | your name please | your good name | your name and designation | whats your full name
        to whom am i talking | with whom am i chatting | with whom am i speaking
        with whom do i have the pleasure | who am i dealing with | who is behind this chat
        who runs this chat | who wrote you | who developed you | who built this bot | who is your creator
        who is your boss | who sent you | which team are you from | where are you based
        where are you located | are you male or female | are you married | what language do you speak
        do you speak english | are you the same person as yesterday | tell me something about you
        describe yourself | are you alexa | are you siri | whats ur age
        wer bist du | wie heißt du | wer sind sie | quién eres | cómo te llamas | qui es tu
        qui êtes vous | comment tu t'appelles | あなたは誰ですか | お名前は | 누구세요 | من أنت
    """,
    "robot": """
        bot | robot or human | machine or human | are you a virtual assistant | are you an assistant
        is this an automated reply | is this an auto reply | are you for real | you are just a bot
        you are not a real person | i think you are a bot | i bet you are a script
        i do not think you are human | this feels like a robot | so i am talking to software
        is it a machine talking | is it a real person typing | is anybody typing this
        be honest are you a real human | are you programmed | are you gpt | which ai model are you
        which llm do you use | what model are you running on | do you run on chatgpt | do you use ai
        can you think | do you sleep | do you eat | do you dream | do you have a brain | are you conscious
        can you pass the turing test | prove that you are human | prove you are not a robot | beep boop
        did a human write this | are your replies written by a person | am i texting a bot
        is this thing automated
        bist du ein mensch | bist du ein roboter | bist du ein bot | sind sie ein mensch | eres un robot
        eres humano | eres una persona | êtes vous un robot | es tu un robot
        êtes vous humain | あなたはロボットですか
        人間ですか | 로봇인가요 | 사람인가요 | هل أنت روبوت
    """,
    "help": """
        please assist | please assist me | assist me | i need a hand | give me a hand
        can i get some help | i would like some assistance | i need some assistance
        what are your capabilities | what are your features | what are you able to do
        what are you good for | what can you tell me | what do you do | what is your purpose
        what is your job | how can you be of service | how can you be of help | how can you assist me
        what sort of questions can i ask | which questions can i ask | give me some examples | what now
        where do i start | how do i start | i am a bit lost | i am confused | i am new here
        i dont know where to start | got a sec | do you have a minute | may i ask something | one doubt
        i have one doubt | small question | hello i need help | sos | aide | ayuda | hilfe
        show me the options | get started
        ich brauche hilfe | kannst du mir helfen | können sie mir helfen | was kannst du | necesito ayuda
        puedes ayudarme | j'ai besoin d'aide | pouvez vous m'aider | 助けてください
        手伝ってください | 도와주세요 | مساعدة
    """,
}
_FURTHER_HANDOFF = {
    "person": """
        do you guys have a phone number | do you have a phone line | is there a phone number i can call
        customer care number | give me the customer care number | helpline number | what is your helpline
        direct line of a support person | which number do i call | how can i reach your support people
        how do i reach your team | how do i get hold of someone | how do i get through to the help desk
        help desk please | helpdesk | put me through to the help desk | may i request a callback
        arrange a callback | please arrange for someone to contact me
        kindly arrange for an agent to contact me | kindly transfer my chat to an executive
        transfer to executive | do the needful and connect me to an agent
        forward my matter to the concerned person | escalate my case to a senior
        let me speak to your senior | let me talk to your superior | involve your officer
        i need an adviser | i need a consultant | i want a consultant to call me
        connect me with a specialist | i would be grateful to speak to somebody | get me a technician
        fetch someone who can help | get a support engineer on this chat | put a real engineer on
        get one of your people to help me | is anybody from the team online
        is anyone from support online | is someone available to chat | is someone available to talk
        are there any humans working here | are there real people here | where is the human option
        how do i get past the bot | get me off this bot | get me out of this bot
        i will only talk to a human | i only explain it to a human | i refuse to talk to a machine
        i would rather deal with a human | any chance of talking to a human
        any chance to chat with an employee | can a person step in | can someone step in
        i am going round in circles | you are going in circles | i need to explain this on the phone
        can we do this over the phone | can we talk over zoom | let us have a call
        schedule a call with someone | book a call with your team | which email can i write to
        how can i email your team | let me email someone | i want to send you an email
        submit a support request | open a support ticket | create a ticket for me
        i want to file a complaint | i want to lodge a complaint | i am not happy with this bot
        the bot is no good | this chatbot is rubbish | this is a waste of time | this is frustrating
        i give up | you are hopeless | man or woman please | somebody please
        need to speak with representative asap | connect me with your sales team
        i want to talk to billing | is there anyone i can talk to | can i get a human on the line
        pass me to a person | live person | human agent | human operator | speak to human | need agent
        want agent | connect agent | i demand to speak to a manager | manager please
        supervisor please | who can i speak to | who can i talk to | whom can i contact
        talk to your staff | is there a live chat | live chat please
        ich möchte mit einem mitarbeiter sprechen | mit einem mitarbeiter sprechen | einen menschen bitte
        kann mich jemand anrufen | necesito hablar con alguien | quiero hablar con una persona real
        un agente por favor | je veux parler à quelqu'un | je voudrais parler à un humain
        parler à un humain | オペレーターにつないでください | 人と話したいです | 사람과 이야기하고 싶어요
        상담사와 통화하고 싶어요 | أريد التحدث إلى شخص | customer care se baat karni hai
        mujhe agent se baat karni hai | preciso falar com alguém | vorrei parlare con un operatore
    """,
}


def _cut(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|"))


SMALL_TALK, HANDOFF, FURTHER_SMALL_TALK, FURTHER_HANDOFF = (
    {intent: _cut(text) for intent, text in written.items()}
    for written in (_SMALL_TALK, _HANDOFF, _FURTHER_SMALL_TALK, _FURTHER_HANDOFF)
)

# Those of one language, of the languages that `bot.messages` speaks beside English: a reply can be in it.
LANGUAGE_OF = {
    phrasing: language
    for language, text in {
        "de": """
            hallo | guten tag | moin | servus | danke | vielen dank | tschüss | auf wiedersehen
            mit einem menschen sprechen | kann ich mit einem menschen reden | guten morgen | guten abend
            grüß gott | danke schön | danke dir | bis später
            bis bald | schönen tag noch | bist du ein mensch
            bist du ein roboter | bist du ein bot | sind sie ein mensch | wer bist du | wie heißt du
            wer sind sie | ich brauche hilfe | kannst du mir helfen | können sie mir helfen | was kannst du
            hilfe | wie geht es dir | wie gehts | ich möchte mit einem mitarbeiter sprechen
            mit einem mitarbeiter sprechen | einen menschen bitte | kann mich jemand anrufen
        """,
        "es": """
            hola | buenos dias | buenas tardes | gracias | adios | hasta luego | hablar con una persona
            quiero hablar con un agente | buenas noches | mil gracias | muchas gracias | hasta mañana
            que tengas un buen día | eres un robot | eres humano | eres una persona | quién eres
            cómo te llamas | necesito ayuda | puedes ayudarme | ayuda | como estas | que tal
            necesito hablar con alguien | quiero hablar con una persona real | un agente por favor
        """,
        "fr": """
            bonjour | salut | merci | au revoir | parler à un conseiller
            bonsoir | merci beaucoup | merci bien
            je vous remercie | à bientôt | bonne journée | bonne soirée
            êtes vous un robot | es tu un robot
            êtes vous humain | qui es tu | qui êtes vous | comment tu t'appelles | j'ai besoin d'aide
            pouvez vous m'aider | ça va | comment ça va | je veux parler à quelqu'un
            je voudrais parler à un humain | parler à un humain
        """,
        "ja": """
            こんにちは | ありがとう | さようなら | 担当者と話したい | おはようございます | こんばんは
            どうもありがとう | 助かりました | またね | 失礼します | あなたはロボットですか | 人間ですか
            あなたは誰ですか | お名前は | 助けてください | 手伝ってください | オペレーターにつないでください
            人と話したいです
        """,
        "ko": """
            안녕하세요 | 감사합니다 | 상담원 연결 | 안녕 | 고마워요 | 고맙습니다 | 안녕히 계세요
            로봇인가요 | 사람인가요 | 누구세요 | 도와주세요 | 사람과 이야기하고 싶어요
            상담사와 통화하고 싶어요
        """,
        "ar": """
            مرحبا | السلام عليكم | شكرا | صباح الخير | مساء الخير | شكرا جزيلا | مع السلامة
            هل أنت روبوت | من أنت | مساعدة | أريد التحدث إلى شخص
        """,
    }.items()
    for phrasing in _cut(text)
}
