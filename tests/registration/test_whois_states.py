"""States that a phrase says, in many languages: a refusal or an outage is never an absence, nor an empty record."""

import pytest

from osint import registration
from osint.registration import State

REFUSALS = (
    "WHOIS LIMIT EXCEEDED - SEE WWW.PIR.ORG/WHOIS FOR DETAILS",
    "% Error: 55000000002 Connection refused; access control limit exceeded.",
    "% Quota exceeded",
    "Maximum Daily connection limit reached. Lookup refused.",
    "Excessive querying, grace period of 300 seconds.",
    "-3: IP address blocked",
    "Look up quota exceeded.",
    "You have exceeded this limit. Please try again later.",
    "Your query limit has been reached",
    "Query limit exceeded. Please wait and try again.",
    "Too many queries from your IP address, try again later",
    "% You have been banned for abuse.",
    "%% Maximum query rate reached",
    "%% Too many requests...",
    "Sorry, your query rate is too high; access temporarily denied.",
    "The maximum number of requests per hour has been exceeded",
    "request limit exceeded",
    "Exceeded the query limit for IP 192.0.2.1",
    "Number of allowed queries exceeded.",
    "WHOIS limit exceeded",
    "error: ratelimit exceeded",
    "ERROR:101: rate limit",
    "Rate Limit exceeded. Please wait 60 seconds.",
    "You have reached your daily query limit",
    "% Access denied: too many queries",
    "Please slow down. Try your query again later.",
    "Your connection limit exceeded. Please slow down and try again later.",
    "Query throttled. Your access is limited.",
    "Requests of this client are not permitted. Please use https://www.nic.ch/whois/ for queries.",
    "Blocked due to too many requests",
    "Access from this IP address has been temporarily blocked because of high traffic",
    "The queried interval is too short",
    "query_status: 440 Request Denied",
    "your IP has been restricted due to excessive access, please wait a bit",
    "Temporary error: limit of queries reached for your address",
    "Lookup limit reached",
    "Your request could not be processed because you exceeded the maximum allowed number of whois requests",
    "You have used up your daily quota",
    "Connection limit reached, please try later",
    "IP Address Has Reached Rate Limit",
    "can temporarily not be answered",
    "Daily limit exceeded for client",
    "Usage limit exceeded",
    "%ERROR:201: access denied for 192.0.2.1",
    "Se ha excedido el numero de consultas permitidas",
    "Limite de consultas excedido",
    "Consultas excedidas, intente mas tarde",
    "Limite de requisições excedido",
    "Nombre maximum de requêtes dépassé",
    "Превышен лимит запросов",
    "Слишком много запросов",
    "查询次数过多",
    "Sie haben die maximale Anzahl von Anfragen überschritten",
    "Blacklisted: 192.0.2.1",
    "HTTP 429 Too Many Requests",
    "Error: limit exceeded",
)
OUTAGES = (
    "Service temporarily unavailable",
    "Internal Server Error",
    "Database error",
    "Unable to connect to database",
    "can't connect to server",
    "Timeout.",
    "whois service is down for maintenance",
    "Backend not available",
    "The system is temporarily unavailable.",
    "System is under maintenance",
    "Unable to process request at this time",
    "ERROR:120: no such backend",
    "Communication error",
    "An error occurred while processing your request",
    "Registry temporarily unavailable",
    "Error: Unable to connect to the registry",
    "fgets: Connection reset by peer",
    "connect: Connection refused",
    "getaddrinfo: Name or service not known",
    "502 Bad Gateway",
    "503 Service Unavailable",
)
ABSENCES = (
    'No match for "TOON.COM".',
    "NOT FOUND",
    "Domain not found.",
    "No Data Found",
    "No Object Found",
    "The queried object does not exist: no matching objects found",
    "%% No entries found",
    "Domain toon.example is available for registration",
    "toon.example is free",
    "Not Registered",
    "% nothing found",
    "Status:\tAVAILABLE",
    "toon.pl: no information available about domain name toon.pl",
    "No information available about domain name toon.pl in the Registry NASK database.",
    "Domain Status: No Object Found",
    "not found in database",
    "We do not have an entry in our database matching your query.",
    "The domain has not been registered.",
    "No such domain toon.st",
    "El dominio no se encuentra registrado en NIC Argentina",
    '% No match for domain "toon.br"',
    "Domain name not known in Dot TK Domain Registry",
    "This domain is available for registration",
    "Object does not exist",
    "No Records Found",
    "whois.nic.co: No Match",
    'No domain records were found to match "toon.cat"',
    "nothing found",
    'Domain "toon.hk" has not been registered.',
    "The domain has not been registered",
    "No match!!",
    "No matching record.",
    "Domain name is available",
    "Domain unknown",
    "Record not found",
    "% Object not found in database",
    "The domain name toon.ee is not registered",
    "[% No entries found.",
    "No found",
    "%ERROR:103: no entries found",
    "Domain Not Found in Database",
    "Domain does not exist",
    'domain name "toon.uz" not found in database',
    "query_status: 220 Available",
    "% Domain is not registered.",
    "Above domain name is not registered to KRNIC.",
    "상기 도메인이름은 등록되어 있지 않습니다.",
    "The requested domain was not found in the Registry or Registrar's WHOIS Server.",
    "toon.ve no existe",
    "Домен toon.ru свободен",
    "ドメイン名は登録されていません",
    "該当するデータがありません",
    "Domain is available",
    "The domain toon.lu is not registered",
    "AVAILABLE",
    "is not registered.",
    "Domain status:         available",
    "This domain name has not been registered.",
    "toon.si: No entries found for the selected source(s).",
    'Error: object "toon.az" not found',
    "Invalid query or domain name not known in Dot ML Domain Registry",
    "Dominio no registrado",
    "Domínio não registrado",
    "Domaine non trouvé",
    "Domain tidak ditemukan",
    "Tên miền này chưa được đăng ký",
    "Não existe",
)
KEPT_BACK = (
    "Reserved by Registry",
    "This name is reserved by the Registry in accordance with ICANN Policy.",
    "Domain reserved",
    "reserved name",
    "The domain name is reserved",
    "This domain has been reserved and cannot be registered",
    "Domain Status: Reserved",
    "% This domain is blocked",
    "Restricted domain",
    "Prohibited String - Object Cannot Be Registered",
    "This platinum domain is available for purchase.",
    "domain is not available for registration",
    "Status: Blocked",
    "The registration of this domain is restricted, as it is protected by the SIDN",
    "Domain not available",
    "Reserved Domain Name",
    "State: RESERVED",
    "This name is not available for registration",
    "[Registry Prohibited] this name cannot be registered",
    "Domain name is on the reserved list",
)
ROOT = "domain:       EXAMPLE\norganisation: Registry\ncreated:      1985-01-01\nsource:       IANA\n\n"


def state(text: str) -> State:
    return registration.parse(text.encode(), domain="toon.example", server="").state


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_one(text: str) -> None:
    assert state(text + "\n") in {State.RATE_LIMITED, State.BLOCKED}


@pytest.mark.parametrize("text", OUTAGES)
def test_an_outage_is_one(text: str) -> None:
    assert state(text + "\n") is State.UNAVAILABLE


@pytest.mark.parametrize("text", ABSENCES)
def test_an_absence_is_said_in_words(text: str) -> None:
    assert state(text + "\n") is State.NOT_REGISTERED


@pytest.mark.parametrize("text", KEPT_BACK)
def test_a_name_that_nobody_may_register_is_reserved(text: str) -> None:
    assert state(text + "\n") is State.RESERVED


@pytest.mark.parametrize("text", [REFUSALS[0], OUTAGES[0], ABSENCES[0]])
def test_behind_the_roots_record_the_registrys_word_counts(text: str) -> None:
    assert state(ROOT + text + "\n") is state(text + "\n")


@pytest.mark.parametrize("text", [*REFUSALS, *OUTAGES])
def test_a_refusal_before_an_absence_is_no_absence(text: str) -> None:
    assert state(f"{text}\nNo match for domain.\n") is not State.NOT_REGISTERED
