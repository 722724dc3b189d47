/**
 * Every word the widget says, in one table: a row is a text, a column a language; `#` stands for a number.
 *
 * The build puts the English column into the script and the others into `dist/strings.json`, from which the server
 * sends a page the one it needs, without the keys: nobody loads five languages to read one.
 */

export const LANGUAGES = ["en", "es", "de", "fr", "ja", "ar"];
/** @type {Record<string, string[]>} */
export const TABLE = {
  open: ["Open help chat", "Abrir el chat de ayuda", "Hilfe-Chat öffnen", "Ouvrir l’aide", "ヘルプチャットを開く", "فتح محادثة المساعدة"],
  unread: ["New reply", "Nueva respuesta", "Neue Antwort", "Nouvelle réponse", "新しい返信", "رد جديد"],
  close: ["Close", "Cerrar", "Schließen", "Fermer", "閉じる", "إغلاق"],
  clear: ["Clear chat", "Borrar el chat", "Chat leeren", "Effacer la conversation", "チャットを消去", "مسح المحادثة"],
  cleared: ["Chat cleared.", "Chat borrado.", "Chat geleert.", "Conversation effacée.", "チャットを消去しました。", "تم مسح المحادثة."],
  undo: ["Undo", "Deshacer", "Rückgängig", "Annuler", "元に戻す", "تراجع"],
  help: ["Help", "Ayuda", "Hilfe", "Aide", "ヘルプ", "مساعدة"],
  hello: ["Hello! What would you like to know?", "¡Hola! ¿Qué le gustaría saber?", "Hallo! Was möchten Sie wissen?", "Bonjour ! Que souhaitez-vous savoir ?", "こんにちは。何をお知りになりたいですか？", "مرحبًا! ماذا تود أن تعرف؟"],
  ask: ["Ask a question", "Haga una pregunta", "Stellen Sie eine Frage", "Posez une question", "質問を入力", "اطرح سؤالاً"],
  send: ["Send", "Enviar", "Senden", "Envoyer", "送信", "إرسال"],
  talk: ["Conversation", "Conversación", "Unterhaltung", "Conversation", "会話", "المحادثة"],
  you: ["You", "Usted", "Sie", "Vous", "あなた", "أنت"],
  looking: ["Looking for an answer…", "Buscando una respuesta…", "Antwort wird gesucht…", "Recherche d’une réponse…", "回答を探しています…", "جارٍ البحث عن إجابة…"],
  slow: ["This is taking longer than usual…", "Está tardando más de lo normal…", "Das dauert länger als sonst…", "C’est plus long que d’habitude…", "通常より時間がかかっています…", "يستغرق هذا وقتًا أطول من المعتاد…"],
  suggested: ["Suggested questions", "Preguntas sugeridas", "Vorgeschlagene Fragen", "Questions suggérées", "質問の候補", "أسئلة مقترحة"],
  count: ["Suggestions: #", "Sugerencias: #", "Vorschläge: #", "Suggestions : #", "候補：#件", "الاقتراحات: #"],
  topics: ["Topics", "Temas", "Themen", "Thèmes", "トピック", "المواضيع"],
  related: ["Related questions", "Preguntas relacionadas", "Verwandte Fragen", "Questions liées", "関連する質問", "أسئلة ذات صلة"],
  page: ["This page answers that:", "Esta página lo responde:", "Diese Seite beantwortet das:", "Cette page y répond :", "こちらのページに回答があります：", "هذه الصفحة تجيب عن ذلك:"],
  clarify: ["Did you mean one of these?", "¿Se refiere a una de estas preguntas?", "Meinten Sie eine dieser Fragen?", "Vouliez-vous dire l'une de ces questions ?", "次のうちのどれかをお探しですか？", "هل تقصد أحد هذه الأسئلة؟"],
  none: ["None of these", "Ninguna de estas", "Keine davon", "Aucune de celles-ci", "どれでもない", "لا شيء مما سبق"],
  unknown: ["I don't have an approved answer to that.", "No tengo una respuesta aprobada para eso.", "Dazu habe ich keine freigegebene Antwort.", "Je n'ai pas de réponse approuvée à cette question.", "それについて承認された回答がありません。", "ليس لدي إجابة معتمدة عن ذلك."],
  person: ["Talk to a person", "Hablar con una persona", "Mit einem Menschen sprechen", "Parler à une personne", "担当者に相談する", "التحدث إلى شخص"],
  helpful: ["Was this helpful?", "¿Le sirvió?", "War das hilfreich?", "Était-ce utile ?", "役に立ちましたか？", "هل كان هذا مفيدًا؟"],
  yes: ["Yes", "Sí", "Ja", "Oui", "はい", "نعم"],
  no: ["No", "No", "Nein", "Non", "いいえ", "لا"],
  comment: ["Tell us more (optional)", "Cuéntenos más (opcional)", "Mehr dazu (optional)", "Dites-nous en plus (facultatif)", "詳しく教えてください（任意）", "أخبرنا بالمزيد (اختياري)"],
  thanks: ["Thank you for your feedback.", "Gracias por su opinión.", "Danke für Ihre Rückmeldung.", "Merci pour votre avis.", "ご意見ありがとうございます。", "شكرًا على ملاحظاتك."],
  tab: ["(opens a new tab)", "(se abre en una pestaña nueva)", "(öffnet in neuem Tab)", "(nouvel onglet)", "（新しいタブで開きます）", "(يفتح في علامة تبويب جديدة)"],
  offline: ["You are offline. It will be sent when you are back.", "Está sin conexión. Se enviará cuando vuelva a tenerla.", "Sie sind offline. Es wird gesendet, sobald Sie wieder online sind.", "Vous êtes hors ligne. L’envoi se fera à votre retour en ligne.", "オフラインです。オンラインに戻ると送信されます。", "أنت غير متصل. سيتم الإرسال عند عودة الاتصال."],
  timeout: ["No reply came in time.", "No llegó respuesta a tiempo.", "Es kam rechtzeitig keine Antwort.", "Aucune réponse dans le temps imparti.", "時間内に応答がありませんでした。", "لم يصل رد في الوقت المناسب."],
  limited: ["Too many questions at once. Please try again in # s.", "Demasiadas preguntas. Inténtelo en # s.", "Zu viele Fragen. Bitte in # s erneut versuchen.", "Trop de questions. Réessayez dans # s.", "質問が多すぎます。#秒後にもう一度お試しください。", "أسئلة كثيرة جدًا. أعد المحاولة بعد # ث."],
  failed: ["Something went wrong on our side.", "Algo falló por nuestra parte.", "Bei uns ist etwas schiefgelaufen.", "Un problème est survenu de notre côté.", "サーバーで問題が発生しました。", "حدث خطأ من جانبنا."],
  cut: ["This question got no answer yet.", "Esta pregunta aún no tiene respuesta.", "Diese Frage ist noch ohne Antwort.", "Cette question est restée sans réponse.", "この質問にはまだ回答がありません。", "لم تتم الإجابة عن هذا السؤال بعد."],
  retry: ["Try again", "Reintentar", "Erneut versuchen", "Réessayer", "再試行", "إعادة المحاولة"],
};

/** @param {string} language @returns {Record<string, string>} */
export const column = (language) =>
  Object.fromEntries(Object.entries(TABLE).map(([key, row]) => [key, row[LANGUAGES.indexOf(language)]]));
