from tugline.network.layout import MAKE


def test_an_operation_pauses_over_closed_time(kit):
    # Open 0-100 and 200-300; set-up 10 + 5 pieces x 20 = 110 ticks from 0: 100 before the break, 10 after it.
    net = kit.Net()
    day = net.calendar((0, 100), (200, 300))
    press = net.resource(calendar=day, cost_per_hour=600_000)
    make = net.source(MAKE, [(10, 0, press, 10, 20, 30_000)])
    told = kit.Bench(net).run({0: kit.pull(7, make, 5)})
    # labour 5 x 3.00 = 15.00; 110 minutes at 60.00 an hour = 110.00
    assert kit.brief(told, "code", "resource", "quantity", "amount") == [
        (0, "STARTED", 10, 1, 5, 0),
        (210, "FINISHED", 10, 1, 5, 12_500),
        (210, "RECEIVED", 0, 0, 5, 0),
    ]
