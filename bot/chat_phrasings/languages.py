"""Which of the phrasings tell a language."""

from __future__ import annotations

# Those of one language, of the languages that `bot.messages` speaks beside English: a reply can be in it.
LANGUAGES = {
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
}
