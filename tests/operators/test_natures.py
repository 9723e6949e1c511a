"""Numbers of registers that tell a person who trades from an organisation, and those that do not."""

import pytest

from osint.operators.natures import BY_FORM, OF_ORGANISATIONS, Nature, is_number, of
from osint.records import Disclosure, Party


@pytest.mark.parametrize(
    ("field", "number", "nature"),
    [
        ("kr_business_number", "123-45-67891", Nature.PERSON),
        ("kr_business_number", "123-90-67891", Nature.PERSON),
        ("kr_business_number", "123-81-67891", Nature.ORGANISATION),
        ("kr_business_number", "123-80-67891", Nature.UNKNOWN),
        ("kr_business_number", "123-89-67891", Nature.UNKNOWN),
        ("cn_credit_code", "92110105MH70423Q90", Nature.PERSON),
        ("cn_credit_code", "91110105MH70423Q90", Nature.ORGANISATION),
        ("ru_tax_number", "7700000000", Nature.ORGANISATION),
        ("ru_tax_number", "770000000000", Nature.PERSON),
        ("jp_corporate_number", "5000000000001", Nature.ORGANISATION),
        ("jp_invoice_number", "T5000000000001", Nature.UNKNOWN),
    ],
)
def test_a_number_s_form_and_its_register_tell_what_its_holder_is(
    field: str, number: str, nature: Nature
) -> None:
    party = Party(number, "holder", "a.example", "e", Disclosure.DISCLOSED, field)
    told, why = of([party], {})
    assert told is nature
    assert why


def test_every_kind_that_is_named_is_a_number_of_a_register() -> None:
    assert all(is_number(field) for field in OF_ORGANISATIONS | BY_FORM.keys())
    assert not is_number("registrant_name")
