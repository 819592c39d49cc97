import json

import pytest

from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.formats.chat_json import begins_as_chat_json, parse_chat_json
from multisumm.reading.formats.turns import Turn
from multisumm.reading.kinds import find_kind, read_payload

ANA = {"real_name": "Ana Reyes", "name": "ana"}
SLACK = [
    {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1709540000.0001",
     "text": "<@U1> has joined the channel"},
    {"type": "message", "user": "U1", "ts": "1709540100.0001", "user_profile": ANA,
     "text": "Is the pump safe, <@U2>? See <https://e.org/p|the plan> &amp; <#C1|pumps>."},
    {"type": "message", "user": "U2", "ts": "1709540200.0001",
     "text": "No, <@U1>. <!here> it failed."},
    {"type": "message", "subtype": "bot_message", "username": "Gauge", "ts": "1709540300.0001",
     "text": "Level: 3 m. <https://e.org/g>"},
    {"type": "message", "user": "U1", "ts": "1709540400.0001", "text": "", "files": [{}]},
]  # fmt: skip
TELEGRAM = {
    "name": "Pumps",
    "type": "private_supergroup",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-03-04T09:12:00", "actor": "Ana", "text": ""},
        {"id": 2, "type": "message", "date": "2024-03-04T09:13:00", "from": "Ana Reyes",
         "text": ["Is it ", {"type": "bold", "text": "safe"}, "?"]},
        {"id": 3, "type": "message", "date": "2024-03-04T09:14:00", "from": "Ben", "text": "No."},
    ],
}  # fmt: skip


def test_the_messages_of_slack_have_the_names_that_they_state():
    conversation = parse_chat_json(json.dumps(SLACK), where="a")
    assert conversation.turns == (
        Turn("Ana Reyes", "Is the pump safe, @U2? See the plan & #pumps."),
        Turn("U2", "No, @Ana Reyes. @here it failed."),
        Turn("Gauge", "Level: 3 m. https://e.org/g"),
    )
    assert (conversation.day, conversation.left_out) == ("2024-03-04", 2)


def test_the_messages_of_telegram_are_strings_or_lists_of_pieces():
    conversation = parse_chat_json(json.dumps(TELEGRAM), where="a")
    assert conversation.turns == (Turn("Ana Reyes", "Is it safe?"), Turn("Ben", "No."))
    assert (conversation.day, conversation.left_out) == ("2024-03-04", 1)


@pytest.mark.parametrize("value", [SLACK, TELEGRAM, {"ok": True, "messages": SLACK}])
@pytest.mark.parametrize("name", ["2024-03-04.json", "export"])
def test_an_export_is_known_by_its_beginning(value, name):
    data = json.dumps(value, indent=1).encode()
    assert begins_as_chat_json(data)
    assert find_kind(Payload(data, name), name) == "chat"
    content = read_payload(Payload(data, name), name)
    assert content.documents[0].text.startswith("Ana Reyes: Is")


def test_fields_are_for_records():
    data = json.dumps(SLACK).encode()
    assert find_kind(Payload(data, "a.json", {"text": "text"}), "a.json") == "json"


def test_other_json_is_no_chat():
    assert not begins_as_chat_json(b'[{"text": "A.", "type": "message"}]')
    assert parse_chat_json('{"a": 1}', where="a") is None
    assert parse_chat_json("[1, 2]", where="a") is None
    assert parse_chat_json('[{"ts": "x", "type": "message", "text": 5}]', where="a").turns == ()
    with pytest.raises(InputError, match=r"^a: not valid JSON"):
        parse_chat_json("[", where="a")
