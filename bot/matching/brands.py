"""Names of products and companies that people type without capitals: "delete my facebook account".

A help center mostly is about one company. Where its texts have such a name, it is theirs: no doubt arises.
Left out are those that are words of the language as well (apple, zoom, slack, teams, square), and what people
have whatever they ask about: devices, browsers, cards, carriers.
"""

from __future__ import annotations

_WELL_KNOWN = """
    adidas adobe airbnb alibaba aliexpress amazon asana asus atlassian audi aws azure barclays binance
    bitcoin blackberry bloomberg bmw boeing burberry byd carrefour chatgpt cisco citibank citroen
    coinbase comcast costco coursera deliveroo dialogflow docusign doordash dropbox dyson ebay ericsson
    ethereum etsy evernote expedia facebook ferrari figma flickr fujitsu garmin gartner github gitlab
    gmail godaddy google groupon grubhub gucci hbo heineken heinz hilton hitachi honda hotmail hsbc
    huawei hubspot hulu hyundai ibm icloud ikea imdb instagram intuit itunes jira jpmorgan kaspersky
    lenovo lexus lidl linkedin lufthansa lyft mailchimp marriott mcafee mcdonalds mercedes microsoft
    mitsubishi moodle motorola mozilla myspace nespresso netflix netsuite nike nintendo nissan nokia
    nvidia okta onedrive openai pepsi peugeot philips pinterest playstation porsche powerpoint prada
    quickbooks quora reddit renault revolut roblox roku rolex ryanair salesforce samsung servicenow
    shopify siemens skype snapchat sony soundcloud spotify squarespace starbucks subaru suzuki tesco
    tesla tiktok toshiba toyota tumblr twilio twitch twitter typeform uber udemy unilever verizon viber
    vimeo vodafone volkswagen volvo walmart wechat whatsapp wikipedia wix wordpress workday xbox xero
    xiaomi yahoo yamaha yelp youtube zalando zapier zendesk zillow
"""
BRANDS = frozenset(_WELL_KNOWN.split())
