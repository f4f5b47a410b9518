import pytest

from praktijkleren.links.origin import Origin, device_of, network_of, origin_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_is_kept_as_its_network(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (f"{WINDOWS} {CHROME} Safari/537.36", "computer, Chrome"),
        (f"{WINDOWS} {CHROME} Safari/537.36 Edg/140.0.0.0", "computer, Edge"),
        (f"{WINDOWS} {CHROME} Safari/537.36 OPR/120.0.0.0", "computer, Opera"),
        (f"{WINDOWS} Gecko/20100101 Firefox/143.0", "computer, Firefox"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "computer, Safari"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/140.0 Mobile/15E148", "telefoon, Chrome"),
        ("Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) Version/17.7 Mobile/15E148 Safari/604.1", "tablet, Safari"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36", "telefoon, Chrome"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Safari/537.36", "tablet, Chrome"),
        (
            f"Mozilla/5.0 (Linux; Android 14) SamsungBrowser/28.0 {CHROME} Mobile",
            "telefoon, Samsung Internet",
        ),
        ("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", "telefoon, Firefox"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_kept_as_its_sort(user_agent, device):
    assert device_of(user_agent) == device


def test_nothing_of_what_a_browser_sends_is_kept_literally(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Jan de Vries <script> Chrome/1 Windows NT")

    assert origin_of(request) == Origin("192.0.2.0/24", "computer, Chrome")
