"""What the bot says in its own words, by language. Everything else it says stands in a FAQ file."""

from __future__ import annotations

from collections.abc import Mapping

# Key -> text. `small_talk.*` are the intents of bot.small_talk.
_ENGLISH = {
    "no_answer": "I don't have an approved answer to that.",
    "clarify": "Did you mean one of these?",
    "link_only": "This page answers that: {title}",
    "handoff": "Of course. Here is how to reach a person.",
    "handoff_unset": "I can't connect you from here. Please reach a person by your company's usual contact.",
    "greeting": "Hello! What would you like to know?",
    "how_are_you": "All is well here, thank you. What would you like to know?",
    "thanks": "You're welcome.",
    "goodbye": "Goodbye, and come back any time.",
    "who_are_you": "I'm the help center's bot. I give approved answers, with a link to the documentation.",
    "robot": "I'm a bot. I only give approved answers; where I have none, I say so.",
    "help": "Ask me in your own words. I know about: {topics}.",
}
_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "en": _ENGLISH,
    "de": {
        "no_answer": "Dazu habe ich keine freigegebene Antwort.",
        "clarify": "Meinten Sie eine dieser Fragen?",
        "link_only": "Diese Seite beantwortet das: {title}",
        "handoff": "Gern. So erreichen Sie einen Menschen.",
        "handoff_unset": "Von hier kann ich Sie nicht verbinden. Bitte nutzen Sie Ihren üblichen Kontakt.",
        "greeting": "Hallo! Was möchten Sie wissen?",
        "how_are_you": "Hier ist alles in Ordnung, danke. Was möchten Sie wissen?",
        "thanks": "Gern geschehen.",
        "goodbye": "Auf Wiedersehen, bis zum nächsten Mal.",
        "who_are_you": "Ich bin der Bot des Hilfecenters. Ich gebe freigegebene Antworten, mit Link.",
        "robot": "Ich bin ein Bot. Ich gebe nur freigegebene Antworten; wo ich keine habe, sage ich es.",
        "help": "Fragen Sie in eigenen Worten. Ich kenne mich aus mit: {topics}.",
    },
    "es": {
        "no_answer": "No tengo una respuesta aprobada para eso.",
        "clarify": "¿Se refiere a una de estas preguntas?",
        "link_only": "Esta página lo responde: {title}",
        "handoff": "Por supuesto. Así puede hablar con una persona.",
        "handoff_unset": "No puedo conectarle desde aquí. Use su contacto habitual, por favor.",
        "greeting": "¡Hola! ¿Qué le gustaría saber?",
        "how_are_you": "Todo bien por aquí, gracias. ¿Qué le gustaría saber?",
        "thanks": "De nada.",
        "goodbye": "Adiós, vuelva cuando quiera.",
        "who_are_you": "Soy el bot del centro de ayuda. Doy respuestas aprobadas, con un enlace.",
        "robot": "Soy un bot. Solo doy respuestas aprobadas; cuando no tengo ninguna, lo digo.",
        "help": "Pregúnteme con sus palabras. Conozco estos temas: {topics}.",
    },
    "fr": {
        "no_answer": "Je n'ai pas de réponse approuvée à cette question.",
        "clarify": "Vouliez-vous dire l'une de ces questions ?",
        "link_only": "Cette page y répond : {title}",
        "handoff": "Bien sûr. Voici comment joindre une personne.",
        "handoff_unset": "Je ne peux pas vous mettre en relation d'ici. Utilisez votre contact habituel.",
        "greeting": "Bonjour ! Que souhaitez-vous savoir ?",
        "how_are_you": "Tout va bien ici, merci. Que souhaitez-vous savoir ?",
        "thanks": "Je vous en prie.",
        "goodbye": "Au revoir, et à bientôt.",
        "who_are_you": "Je suis le bot du centre d'aide. Je donne des réponses approuvées, avec un lien.",
        "robot": "Je suis un bot. Je ne donne que des réponses approuvées ; sinon, je le dis.",
        "help": "Posez votre question avec vos mots. Je connais ces sujets : {topics}.",
    },
    "ja": {
        "no_answer": "それについて承認された回答がありません。",
        "clarify": "次のうちのどれかをお探しですか？",
        "link_only": "こちらのページに回答があります：{title}",
        "handoff": "かしこまりました。担当者への連絡方法はこちらです。",
        "handoff_unset": "ここからはおつなぎできません。通常の窓口から担当者にお問い合わせください。",
        "greeting": "こんにちは。何をお知りになりたいですか？",
        "how_are_you": "おかげさまで順調です。何をお知りになりたいですか？",
        "thanks": "どういたしまして。",
        "goodbye": "さようなら。またいつでもどうぞ。",
        "who_are_you": "ヘルプセンターのボットです。承認された回答を、資料へのリンクとともにお伝えします。",
        "robot": "ボットです。承認された回答だけをお伝えし、ないときはないと申し上げます。",
        "help": "ご自分の言葉でご質問ください。対応できる話題：{topics}。",
    },
    "ko": {
        "no_answer": "그 질문에 대한 승인된 답변이 없습니다.",
        "clarify": "다음 중 하나를 찾으셨나요?",
        "link_only": "이 페이지에 답이 있습니다: {title}",
        "handoff": "네, 담당자에게 연락하는 방법입니다.",
        "handoff_unset": "여기서는 연결해 드릴 수 없습니다. 평소 이용하시는 연락처로 문의해 주세요.",
        "greeting": "안녕하세요! 무엇이 궁금하신가요?",
        "how_are_you": "잘 지내고 있습니다. 무엇이 궁금하신가요?",
        "thanks": "천만에요.",
        "goodbye": "안녕히 가세요. 언제든 다시 찾아 주세요.",
        "who_are_you": "도움말 센터의 봇입니다. 승인된 답변을 문서 링크와 함께 알려 드립니다.",
        "robot": "저는 봇입니다. 승인된 답변만 드리고, 없으면 없다고 말씀드립니다.",
        "help": "편하게 질문해 주세요. 제가 아는 주제: {topics}.",
    },
    "ar": {
        "no_answer": "ليس لدي إجابة معتمدة عن ذلك.",
        "clarify": "هل تقصد أحد هذه الأسئلة؟",
        "link_only": "هذه الصفحة تجيب عن ذلك: {title}",
        "handoff": "بالتأكيد. إليك كيفية التواصل مع شخص.",
        "handoff_unset": "لا يمكنني توصيلك من هنا. يرجى استخدام وسيلة التواصل المعتادة.",
        "greeting": "مرحبًا! ماذا تود أن تعرف؟",
        "how_are_you": "كل شيء على ما يرام، شكرًا. ماذا تود أن تعرف؟",
        "thanks": "على الرحب والسعة.",
        "goodbye": "مع السلامة، عد متى شئت.",
        "who_are_you": "أنا روبوت مركز المساعدة. أجيب من أسئلة معتمدة مع رابط إلى الوثائق.",
        "robot": "أنا روبوت. أقدم إجابات معتمدة فقط، وإن لم تكن لدي إجابة قلت ذلك.",
        "help": "اسألني بكلماتك. المواضيع التي أعرفها: {topics}.",
    },
}


def say(key: str, locale: str, **values: str) -> str:
    """The text for `key` in the language of `locale`, else in English."""
    table = _BY_LANGUAGE.get(locale.partition("-")[0].lower(), _ENGLISH)
    return table[key].format(**values)
