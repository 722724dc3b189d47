"""What is looked at only where the corpus has no answer: this list may be long."""

from __future__ import annotations

SMALL_TALK = {
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
        first time using this chat | howdy partner | good day dear support | dear support
        dear support team | hello support
        hi support | hey support | hello support team | hello is anyone online | is anyone online
        is someone there | hello are you online | are you online | hey hey | hi hi | hello hello
        well hello | oh hello | hello good morning | hi good evening | a very good morning
        good morning to you | good evening to all | hey how is everyone | evening all | afternoon
        good afternoon everyone | how far | how you dey | hope i am in the right place
        anybody around | is anybody around | anyone around
    """,
    "how_are_you": """
        i am fine and you | how about you | how are you keeping | how have things been | hows tricks
        how do you feel | are you doing ok today | everything ok there | is all well with you
        how is your family | did you sleep well | how was your weekend | busy day
        hope you had a good weekend | hope you are doing well | i hope you are having a good day
        are you tired | are you happy | kaise ho | como estas | que tal | ça va
        comment ça va | wie gehts | wie geht es dir | come stai | tudo bem
        i am fine thanks and you | i am good thanks how about yourself | fine thank you and you
        and yourself | how are you feeling | how have you been doing | how is everything going
        how is it going today | how was your day | hope you are having a great day | how is your morning
        hows your evening | how are you holding up | is everything going well | what is happening
        hows life in there | hows your monday so far | hows your day so far | you ok | you all right
        you ok bot | are you ok bot
    """,
    "thanks": """
        thankyou | much obliged | thanks a ton | thanks heaps | thank you sir | thanking you
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
        thank you for the help | tanks for the help | thank you for your support | thanks for the info
        thanks for the information | thank you that is all | that was very helpful | this was helpful
        this helps | that helps | helpful thanks | you helped me a lot | great help | good help
        very kind of you | so kind of you | that is very kind | i am very grateful | i am thankful
        thank you ever so much | thanks so so much | nice thanks | oh great thanks | alright thanks
        okay thank you | cheers for that | cheers for the help | ta for that | got it cheers
    """,
    "okay": """
        of course | fair enough | gotcha | roger | roger that | copy that | aha | ah i see | oh i see
        oh ok | hm ok | i will try that | let me try | let me check | will do | i will wait | one moment
        just a second | wait | hold on | just a minute | good to know | whatever | not really | no need
        it is fine | thats fine | sorry for the trouble | sorry to bother you | excuse me | pardon
        apologies | my mistake | i was just testing | just looking around | just browsing | nothing
        nothing really | hehe | rofl | lmao | i am back | i changed my mind | no i am good | i am good
        im fine
        oh well | ah okay | okay got it | ok i see | ok understood | that is clear | it is clear now
        crystal clear | i understand now | okay no problem | no thank you | no thanks | not now
        maybe later | not yet | i guess | i think so | i do not think so | if you say so | no idea
        who knows | you are right | true | exactly | correct
    """,
    "goodbye": """
        gnite | by by | tara | ta ra | ta ta for now | im off | right im off
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
        gotta run later | got to run | g2g | g2g ttyl | cu later | cu soon | farewell my robot friend
        i have got to go | gotta dash | i am off now bye | alright bye
        okay see you | later | later gator | see you around | see ya later alligator | catch you soon
        all the best | have fun | have a safe day | good bye | bye then | bye now | bye have a good day
        thats it from me | that was everything | i have everything i need | i am good for now
        no more help needed | thanks i have to go | until then | speak to you soon | i am heading out
    """,
    "who_are_you": """
        whos this | hu r u
        and you are | your name please | your good name | your name and designation | whats your full name
        to whom am i talking | with whom am i chatting | with whom am i speaking
        with whom do i have the pleasure | who am i dealing with | who is behind this chat
        who runs this chat | who wrote you | who developed you | who built this bot | who is your creator
        who is your boss | who sent you | which team are you from
        are you male or female | are you married | what language do you speak
        do you speak english | are you the same person as yesterday | tell me something about you
        describe yourself | are you alexa | are you siri | whats ur age
        wer bist du | wie heißt du | wer sind sie | quién eres | cómo te llamas | qui es tu
        qui êtes vous | comment tu t'appelles | あなたは誰ですか | お名前は | 누구세요 | من أنت
        who even are you | so who are you | who is speaking | who is there | who is it
        may i ask your name | could you tell me who you are | what do i call you | are you new here
        how should i address you | who is writing | whats this bot called | what is the name of this bot
        tell me who you are | what kind of bot are you | who built this assistant
        who built this little assistant | are you a man or a woman
    """,
    "robot": """
        bot | robot or human | machine or human | are you a virtual assistant | are you an assistant
        is this an automated reply | is this an auto reply | are you for real | you are just a bot
        you are not a real person | i think you are a bot | i bet you are a script
        i do not think you are human | this feels like a robot | so i am talking to software
        is it a machine talking | is it a real person typing | is anybody typing this
        be honest are you a real human | are you programmed | are you gpt | which ai model are you
        which llm do you use | what model are you running on | do you run on chatgpt | do you use ai
        can you think | do you sleep | do you ever sleep | do you eat | do you dream | do you have a brain
        are you conscious
        can you pass the turing test | prove that you are human | prove you are not a robot | beep boop
        did a human write this | are your replies written by a person | am i texting a bot
        is this thing automated
        bist du ein mensch | bist du ein roboter | bist du ein bot | sind sie ein mensch | eres un robot
        eres humano | eres una persona | êtes vous un robot | es tu un robot
        êtes vous humain | あなたはロボットですか
        人間ですか | 로봇인가요 | 사람인가요 | هل أنت روبوت
        you are just a computer right | you are a computer arent you | are you even real
        am i speaking with a living being | are you a living person | are you a living being
        are you flesh and blood | is there a person behind this | is this an actual human
        is someone real on the other side | am i talking to an ai | am i talking to a real person
        am i speaking to a human | is it a human or a bot | are you software | are you a program
        are you a computer program | are you some kind of ai | is this one of those ai things
        you must be a robot | so you are one of these chatbots | is this chatgpt | you sound like a machine
        tell me honestly are you a bot
        do i talk to a human | so you are a bot | you are a bot | you a bot
        is it a person who writes me or automatic | is it a person or automatic | is this thing on mr robot
    """,
    "help": """
        please assist | please assist me | assist me | i need a hand
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
        what are you good at | what else can you do | what can you do for me | what can you help with
        how do you work | tell me what you can do | what kind of help can you give | what do you offer
        could you give me a hand | i could use some help | i could use a hand | can someone help me
        help needed | need some help | help me out please | i need your assistance
        could you assist me please | i need guidance | can you guide me | can you advise me
        what is possible here | how can i use you | i have a few questions | can you answer some questions
        can i ask you a question | may i ask you something | i would like to ask something
        i got a question for you
    """,
}
HANDOFF = {
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
        please forward my enquiry to an employee | forward this to the responsible person
        i request that a person handles this | i would like this to be handled by a person
        to whom can i address a complaint | who can i complain to
        i require assistance from a human representative | i require a human representative
        have an account manager contact me | please have someone contact me | please have someone call me
        i must insist on speaking with a person | i insist on talking to a human
        i want to speak to a senior member of your team | stop repeating yourself i want a person
        you keep repeating yourself | talk to the support guy | where is live support
        where can i find live support | how hard can it be to get a human | how do i get hold of a human
        get hold of a real person | how do i find a real person | i want to open a ticket with your team
        i would appreciate being contacted by a member of staff
        i kindly request to be put in touch with an employee | please put me in touch with someone
        get in touch with a person | i would like to get in touch with your team | just give me a person
        a person please | person now | any human around | real support please | i need real support
        speak to somebody in support | support agent please | somebody from support please
        connect me to support staff | please escalate to a human | escalate to human | escalate
        i want human support | i want human assistance | i want a real person not a bot
        i want a real answer from a real person | talk to a live representative
        give me your support number | customer support number | support email address
        what is your support email | is there an email for support | i need to speak with management
        let me speak with management | this is getting me nowhere | we are getting nowhere
        i have asked three times now | fed up with this bot | sick of this bot
        tired of talking to a machine | i hate talking to machines | hello i need a person
        could someone from your side call me | can your team reach out to me
        have somebody reach out to me | i need someone to look into this
        can somebody look into this for me | can someone take over this chat
        could a colleague of yours take over | please let me talk with someone from the company
        may i speak with someone in charge | who is in charge there | is there someone i could speak with
        would it be possible to speak with a person | could i please be connected with an advisor
        i would like to be connected with a representative | i would like to request human assistance
        please connect this chat to a human | switch to a human | change to a human agent | transfer me
        transfer me please | put me through | connect me | connect me please
        i want to chat with a live agent | live chat agent | live help | chat with support
        chat with someone | message a human | text with a real person
        can you have someone email me instead | i do not like chatting with bots | can i skip the bot
        a customer success person please | is there a person i could speak to about this | rep | cs rep
        zero operator | could an agent be available to talk with me | ask your team to reply to me
        i would like to have a word with whoever is in charge | chat to someone in accounts
        second line support please | human time | time for a human | please notify a staff member
        i am waiting to speak with someone | i need a person to check it | get me an engineer
        kick this up to your manager | bring a human into this chat | bring a human in | bring in a person
        i want your technical person only | i want to speak to your technical guy | tech support guy please
        still waiting for someone to pick up | is there a hotline where a human picks up
        please get somebody on here | discuss this with someone on your team
        i need a specialist to walk me through this | i will wait for an agent | can a person read this please
        patch me through to support | i want customer support and not a computer
        would you mind getting a person for me | i would sooner tell a person than a bot
        can i have a screen share with one of your techs | screenshare with a support tech
        useless manager now | i have had it get me a manager | i would like that a person answers me
        where are the actual people in this company | where are the people who work there
        i want one of them to answer me | make a connection with the man who works for support
        can you make me connection with the support guy | let us get somebody from your side to join
        bring in someone competent | anyone free for a quick call
        may i have a person | put me across to your support executive | just transfer me
        can you put me through to billing | a real woman or man | get hold of one of your engineers
        i would rather speak to tier two | the retention team please | talk to an officer of your company
        someone from legal needs to talk to me | is there a support line i can dial
        give me an email address where a person replies | how do i phone you | how do i call you
        i want to call you | file a case with your support people | enough with the automated replies
        no more canned responses | i want a person to read my message | can a person help
        is anybody there who is not a bot | any agents online right now | where can i find someone to help me
        is anyone from the team around | get me an engineer right now
        can someone phone me and walk me through it
        i want a conversation with my account rep | have someone contact me tomorrow morning
        i was told to ask for someone in support | reconnect me with your colleague
        i was chatting with your colleague and got cut off | i need to speak to the security team
        i prefer speaking with a person | assign me an agent | assign this to an agent | flag this for a human
        hook me up with a support guy | send me to the next available agent | get somebody to look into this
        can this be taken up by a person | i want my complaint escalated | refer me to the right person
        pass me on to someone else | get the person responsible | i need someone who can actually help
        i need someone who understands me | can one of the developers chat with me
        a consultant who can go through my setup with me | could an advisor help me instead of you
        who do i actually talk to | what do i have to type to get to an agent | take me out of the bot
        put me in the queue for an agent | a real bloke | chuck me over to a real person
        can you tag in a real person | fetch someone for me | get me somebody with a brain
        is it so hard to get a person on here | let a person deal with it
        you are a waste of time get a person
        i want your complaints department | i would like to raise this with a manager
        a word with somebody in customer care | i need one of you to call me | my problem needs a human
        it is personal and i want to tell a human | typing is hard can i speak to someone
        someone who speaks my language please | is there a grown up i can talk to | get me off this thing
        i want somebody who works there | is there anyone real | humans only please
        can we jump on a call with one of your people | a video call with someone from your team
        could somebody from your office ring me | i would like to hear from your team
        press zero for operator | zero for an operator | do i press zero or say agent
        which button do i press for a person | an assistant who is not automated
        someone who is not automated
        escalate this right now | if i do not get a person i am leaving
        if i do not get a person i will complain
        i need an expert this is over your head | put me on to the person in charge | a specialist please
        i need an attendant | please telephone me i do not like typing | telephone me
        ring me on my mobile | call me on my mobile
        have someone email me at this address | where is the number to call | what is the number to call
        bump me up to level two | i am not going to explain this to a bot | is nobody at the desk
        does nobody actually work there | does anybody work there | can a person check my account
        could someone real take a look
        let me deal with flesh and blood | i prefer to talk with her or him
        it would be easier if i chatted with someone | a human voice
        i would feel more comfortable with a person | might one of your support folks join us
        is there not one living person working at this company | who in sales could walk us through it
        i need a technician on this | is a developer around | i want to ask one of your developers
        i would like to speak with the one who helped me last time | is the lady i spoke to there
        can the man i spoke to pick this up again | receptionist please | someone at the desk please
        arrange a meeting with your people
        this needs to go higher up
        you cannot help me so who can | can i get someone better | argue my case to somebody
        i want to hear it from a person | i want to discuss it with the responsible person
        can someone talk to me today | need to chat with support tonight
    """,
}
