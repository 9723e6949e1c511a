"""Public preview pages of messenger channels, in the shape of t.me: where operators announce new addresses."""

import html
from typing import Any

from osint.practice.content import Content
from osint.practice.web import Request, Response

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Telegram: View @{name}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Telegram">
<meta property="og:description" content="{about}"></head>
<body class="widget_frame_base tgme_webpreview"><div class="tgme_channel_info">
<div class="tgme_channel_info_header_title"><span dir="auto">{title}</span></div>
<div class="tgme_channel_info_header_username"><a href="https://t.me/{name}">@{name}</a></div>
<div class="tgme_channel_info_counter"><span class="counter_value">{readers}</span> subscribers</div></div>
<section class="tgme_channel_history js-message_history">{messages}</section></body></html>"""
MESSAGE = """<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="{name}/{number}">
<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>
<a class="tgme_widget_message_date" href="https://t.me/{name}/{number}"><time datetime="{at}"></time></a></div></div>"""


class Messenger:
    """Answers for t.me."""

    def __init__(self, content: Content) -> None:
        """Hold the channels of this content."""
        channels: list[dict[str, Any]] = content.table("channels")["channel"]
        self._channels = {each["name"].lower(): each for each in channels}

    def answer(self, request: Request) -> Response:
        """A channel's preview; a name without one gets the page that t.me shows for any name."""
        name = request.path.strip("/").removeprefix("s/").partition("/")[0]
        channel = self._channels.get(name.lower())
        if channel is None:
            shown = html.escape(name)
            page = PAGE.format(
                name=shown, title=f"Telegram: Contact @{shown}", about="", readers=0, messages=""
            )
            return Response(200, page.encode())
        messages = "".join(
            MESSAGE.format(name=channel["name"], number=number, text=_linked(each["text"]), at=each["at"])
            for number, each in enumerate(channel["message"], 1)
        )
        page = PAGE.format(
            name=channel["name"],
            title=html.escape(channel["title"]),
            about=html.escape(channel["about"]),
            readers=channel["readers"],
            messages=messages,
        )
        return Response(200, page.encode())


def _linked(text: str) -> str:
    """A message with its addresses as links."""
    words = [
        f'<a href="{html.escape(word)}">{html.escape(word)}</a>'
        if word.startswith("https://")
        else html.escape(word)
        for word in text.split(" ")
    ]
    return " ".join(words)
