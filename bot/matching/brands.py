"""Names of products and companies that people type without capitals: "delete my facebook account".

A help center mostly is about one company. Where its texts have such a name, it is theirs: no doubt arises.
Left out are those that are words of the language as well (apple, zoom, slack, teams, square), and what people
have whatever they ask about: devices, browsers, cards, carriers, ways to pay.
"""

from __future__ import annotations

_WELL_KNOWN = """
    adidas adobe aeroflot airbnb aldi alibaba aliexpress amazon asana asus atlassian audi aws azure
    barclays bigcommerce binance bitbucket bitcoin bitwarden blablacar blackberry bloomberg bmw boeing
    burberry byd calendly canva carrefour chatgpt chipotle cisco citibank citroen clickup cloudflare
    coinbase colgate comcast costco coursera crunchyroll dashlane databricks datadog decathlon deliveroo
    dhl dialogflow digitalocean disney docusign doordash dropbox dunkin duolingo dyson easyjet ebay
    epicgames ericsson ethereum etoro etsy eurostar evernote expedia expressvpn facebook fedex ferrari
    figma flickr flipkart flixbus fortnite freshdesk fujitsu garmin gartner github gitlab gmail godaddy
    gojek google grammarly groupon grubhub gucci hasbro hbo heineken heinz heroku hilton hitachi honda
    hotmail hotstar hsbc huawei hubspot hulu hyundai ibm icloud ikea imdb instagram intuit itunes
    jetblue jira jpmorgan kaspersky kfc klaviyo lastpass lego lenovo lexus lidl linkedin loreal
    lufthansa lyft magento mailchimp mailgun malwarebytes marriott mattel mcafee mcdonalds mercedes
    microsoft minecraft mitsubishi mixpanel monzo moodle motorola mozilla myfitnesspal myspace n26
    nespresso netflix netlify netsuite nike nintendo nissan nivea nokia nordvpn nvidia okta onedrive
    openai pagerduty peloton pepsi peugeot philips pinterest pipedrive playstation porsche powerpoint
    prada prestashop primark qantas quickbooks quora reddit renault revolut riotgames roblox roku rolex
    ryanair salesforce salesloft samsung sendgrid sephora servicenow shein shopify siemens skype
    snapchat sony soundcloud spotify squarespace starbucks strava subaru surveymonkey suzuki swiggy temu
    tesco tesla tiktok toshiba toyota trello tumblr twilio twitch twitter typeform uber ubereats ubisoft
    udemy unilever vercel verizon viber vimeo vodafone volkswagen volvo walgreens walmart wayfair
    webflow wechat whatsapp wikipedia wix woocommerce wordpress workday xbox xero xiaomi yahoo yamaha
    yelp youtube zalando zapier zara zendesk zillow zomato zoominfo
"""
BRANDS = frozenset(_WELL_KNOWN.split())
