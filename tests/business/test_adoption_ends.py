"""A source that adopted tables end before a proposal to it has begun."""

import tugline as tl


def tables(ends):
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike"], "cost": ["1"], "price": ["2"]},
        "sources": {
            "item": ["bike"] * 2, "location": ["main"] * 2, "kind": ["buy"] * 2, "from": ["acme", "bolt"],
            "priority": ["1", "2"], "valid_to": [ends, ""],
        },
        "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["0"]},
        "loops": {"item": ["bike"], "location": ["main"], "loop": ["to_order"], "room": ["1"]},
    }  # fmt: skip


def test_a_proposal_is_withdrawn_when_its_source_ends_whenever_that_was_said(tmp_path):
    journal = tmp_path / "j"
    with tl.open(tables(""), journal=journal) as business:
        business.signal(tl.Order("A", "bike", 10, "2026-01-05"), tl.Order("B", "bike", 10, "2026-01-05"))
        business.advance("2026-01-06")
        business.adopt(tables("2026-01-10"))
        business.advance("2026-01-08")
        assert [pull.state for pull in business.pulls] == ["released", "proposed"]
    with tl.open(tables("2026-01-10"), journal=journal) as business:
        business.advance("2026-01-11")
        assert [(p.state, p.from_) for p in business.pulls] == [
            ("released", "acme"), ("withdrawn", "acme"), ("proposed", "bolt"),
        ]  # fmt: skip
        assert "its source is not valid any more" in business.explain(business.pulls[1].id)
        assert business.verify() == []
