"""The words of the twin's pages, in both languages, and how they show an amount."""

from __future__ import annotations

ZERO_DECIMAL = frozenset(
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"]
)
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])

OUTCOMES = ("succeed", "decline", "delay_succeed", "delay_fail")

TEXTS = {
    "zh": {
        "lang": "zh-Hans",
        "banner": "演示用的支付替身",
        "banner_more": "这不是 Stripe 的页面，不会收取任何真实款项，也不需要填写银行卡或个人信息。由您选择付款结果。",
        "title": "付款",
        "pay_to": "收款方",
        "for_what": "用途",
        "amount": "金额",
        "method": "付款方式",
        "alipay": "支付宝",
        "wechat_pay": "微信支付",
        "card": "银行卡",
        "outcome": "付款结果",
        "succeed": "立即成功",
        "succeed_hint": "款项马上到账",
        "decline": "被拒绝",
        "decline_hint": "留在本页，可以再试一次",
        "delay_succeed": "处理中，稍后成功",
        "delay_succeed_hint": "先显示处理中，约 {seconds} 秒后到账",
        "delay_fail": "处理中，稍后失败",
        "delay_fail_hint": "先显示处理中，约 {seconds} 秒后失败",
        "submit": "按此结果付款",
        "abandon": "放弃付款，返回网站",
        "declined_title": "付款被拒绝",
        "declined_text": "没有扣款。请换一种付款方式再试，或返回网站。",
        "bad_choice_title": "请先选择",
        "bad_choice_text": "请选择付款方式和付款结果，然后再提交。",
        "complete_title": "这笔付款已经提交",
        "complete_text": "不需要再做什么。付款是否到账，请以网站上的状态页为准。",
        "expired_title": "这个付款页面已经失效",
        "expired_text": "没有扣款。如仍想捐赠，请回到网站重新开始。",
        "unknown_title": "没有这个付款页面",
        "unknown_text": "链接可能不完整。请回到网站重新开始。",
        "setup_title": "开通收款账户",
        "setup_text": "机构在这里向支付服务商提交资料。演示中不需要任何资料：按下按钮，账户即可收款和提现。",
        "setup_submit": "完成开通",
        "account": "账户",
        "other_language": "English",
        "back": "返回网站",
    },
    "en": {
        "lang": "en",
        "banner": "Demonstration payment twin",
        "banner_more": "This is not Stripe. No real money moves, and no card or personal data is asked for."
        " You choose how the payment ends.",
        "title": "Pay",
        "pay_to": "Paid to",
        "for_what": "For",
        "amount": "Amount",
        "method": "Payment method",
        "alipay": "Alipay",
        "wechat_pay": "WeChat Pay",
        "card": "Card",
        "outcome": "How the payment ends",
        "succeed": "Succeeds at once",
        "succeed_hint": "The money arrives immediately",
        "decline": "Is declined",
        "decline_hint": "You stay on this page and may try again",
        "delay_succeed": "Takes time, then succeeds",
        "delay_succeed_hint": "Shown as processing, arrives after about {seconds} seconds",
        "delay_fail": "Takes time, then fails",
        "delay_fail_hint": "Shown as processing, fails after about {seconds} seconds",
        "submit": "Pay with this outcome",
        "abandon": "Give up and go back to the site",
        "declined_title": "The payment was declined",
        "declined_text": "Nothing was charged. Try another method, or go back to the site.",
        "bad_choice_title": "Please choose first",
        "bad_choice_text": "Choose a payment method and an outcome, then submit.",
        "complete_title": "This payment has been submitted",
        "complete_text": "There is nothing left to do here."
        " The status page of the site says whether the money arrived.",
        "expired_title": "This payment page has expired",
        "expired_text": "Nothing was charged. To give after all, start again on the site.",
        "unknown_title": "There is no such payment page",
        "unknown_text": "The link may be incomplete. Start again on the site.",
        "setup_title": "Set up the account",
        "setup_text": "This is where an organisation hands its documents to the provider."
        " The demonstration needs none: press the button and the account can take payments and payouts.",
        "setup_submit": "Finish the set-up",
        "account": "Account",
        "other_language": "中文",
        "back": "Back to the site",
    },
}


def language(query: str | None, locale: str | None, accepted: str) -> str:
    """zh or en: what the visitor picked, else what the Session asks for, else what the browser prefers."""
    for wish in (query, locale if locale != "auto" else None, accepted):
        if wish:
            return "zh" if wish.lower().startswith("zh") else "en"
    return "zh"


def shown(amount: int, currency: str, lang: str) -> str:
    """Minor units as people read them: 8800 cny is "88.00元" or "CNY 88.00"."""
    places = 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2
    whole, part = divmod(amount, 10**places)
    number = f"{whole:,}" + (f".{part:0{places}}" if places else "")
    return f"{number}元" if currency == "cny" and lang.startswith("zh") else f"{currency.upper()} {number}"
