"""Answers in the forms of many registries and registrars, of invented domains, with what each states."""

# Each: domain, text, and the values that it states by path; a path that is left out is not looked at.
NS = ("ns1.example.net", "ns2.example.net")
FAMILIES: dict[str, tuple[str, str, dict[str, object]]] = {
    "denic": (
        "toon-example.de",
        "% Restricted rights.\n%\nDomain: toon-example.de\nNserver: ns1.example.net\nNserver: ns2.example.net 192.0.2.5\n"
        "Status: connect\nChanged: 2024-03-05T08:09:10+01:00\n\n[Tech-C]\nType: ROLE\nName: Hostmaster\nOrganisation: Host AG\n"
        "Email: tech@host.example\nChanged: 2011-01-01T00:00:00+01:00\n",
        {"updated": "2024-03-05T07:09:10Z", "ns": NS, "tech.org": "Host AG", "registrant.org": None},
    ),
    "nominet": (
        "toon-example.co.uk",
        "\n    Domain name:\n        toon-example.co.uk\n\n    Registrant:\n        Mond Verlag\n\n    Registrant type:\n        UK Limited Company\n\n"
        "    Registrant's address:\n        1 Moon Street\n        London\n        W1A 1AA\n        United Kingdom\n\n    Registrar:\n        Example Ltd [Tag = EXAMPLE]\n        URL: https://registrar.example\n\n"
        "    Relevant dates:\n        Registered on: 02-Jan-2004\n        Expiry date:  03-Jan-2027\n        Last updated:  04-Feb-2024\n\n    Registration status:\n        Registered until expiry date.\n\n"
        "    Name servers:\n        ns1.example.net           192.0.2.1  2001:db8::1\n        ns2.example.net\n\n    WHOIS lookup made at 11:36:39 24-Nov-2025\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "updated": "2024-02-04", "ns": NS, "registrant.name": "Mond Verlag"},
    ),
    "nic.it": (
        "toon-example.it",
        "Domain:             toon-example.it\nStatus:             ok\nCreated:            2004-01-02 00:00:00\nLast Update:        2024-02-04 00:57:45\nExpire Date:        2027-01-03\n\n"
        "Registrant\n  Organization:     Casa Luna S.p.A.\n  Address:          Via Luna 1\n                    Roma\n                    00100\n                    RM\n                    IT\n  Created:          2014-03-12 10:00:00\n  Last Update:      2015-03-12 10:00:00\n\n"
        "Admin Contact\n  Name:             Amministratore\n  Organization:     Casa Luna S.p.A.\n  Created:          2016-03-12 10:00:00\n\n"
        "Registrar\n  Organization:     Registrar Esempio s.r.l.\n  Name:             ESEMPIO-REG\n  Web:              http://registrar.example\n  DNSSEC:           no\n\n\nNameservers\n  ns1.example.net\n  ns2.example.net\n",
        {"created": "2004-01-02T00:00:00Z", "updated": "2024-02-04T00:57:45Z", "expires": "2027-01-03", "ns": NS, "registrar": "Registrar Esempio s.r.l.", "registrant.org": "Casa Luna S.p.A.", "registrant.country": "IT", "admin.name": "Amministratore"},
    ),
    "nic.fr": (
        "toon-example.fr",
        "%%\ndomain:      toon-example.fr\nstatus:      ACTIVE\nhold:        NO\nholder-c:    ML1-FRNIC\nadmin-c:     AD2-FRNIC\ntech-c:      TC3-FRNIC\nregistrar:   Exemple SARL\nExpiry Date: 2027-01-03T01:02:03Z\ncreated:     2004-01-02T01:02:03Z\nlast-update: 2024-02-04T01:02:03Z\nsource:      FRNIC\n\n"
        "ns-list:     NSL1-FRNIC\nnserver:     ns1.example.net\nnserver:     ns2.example.net\nsource:      FRNIC\n\nregistrar:   Exemple SARL\ntype:        Isp Option 1\naddress:     1 rue\ncountry:     FR\nphone:       +33 1 00 00 00 00\ne-mail:      abus@registrar.example\nregistered:  1998-01-01T12:00:00Z\nsource:      FRNIC\n\n"
        "nic-hdl:     ML1-FRNIC\ntype:        ORGANIZATION\ncontact:     Maison Lune\naddress:     2 rue\naddress:     75000 Paris\ncountry:     FR\nphone:       +33 1 99 00 00 00\ne-mail:      lune@toon-example.fr\nregistrar:   Exemple SARL\nchanged:     2020-01-01T00:00:00Z nic@nic.fr\nsource:      FRNIC\n\n"
        "nic-hdl:     TC3-FRNIC\ntype:        ROLE\ncontact:     NOC\ne-mail:      noc@host.example\nsource:      FRNIC\n",
        {"created": "2004-01-02T01:02:03Z", "updated": "2024-02-04T01:02:03Z", "expires": "2027-01-03T01:02:03Z", "ns": NS, "registrar": "Exemple SARL", "registrant.name": "Maison Lune", "registrant.email": "lune@toon-example.fr", "tech.name": "NOC"},
    ),
    "nic.cz": (
        "toon-example.cz",
        "%  (c) 2006-2024\n\ndomain:       toon-example.cz\nregistrant:   MESIC\nadmin-c:      ADMIN-M\nnsset:        NS-M\nregistrar:    REG-PRIKLAD\nregistered:   02.01.2004 10:11:12\nchanged:      04.02.2024 10:11:12\nexpire:       03.01.2027\n\n"
        "contact:      MESIC\norg:          Mesic s.r.o.\nname:         Jan Priklad\naddress:      Ulice 1\naddress:      CZ\nregistrar:    REG-PRIKLAD\ncreated:      01.01.2001 10:00:00\nchanged:      15.05.2018 21:32:00\n\n"
        "nsset:        NS-M\nnserver:      ns1.example.net \nnserver:      ns2.example.net (192.0.2.9)\ntech-c:       ADMIN-M\nregistrar:    REG-PRIKLAD\ncreated:      05.10.2007 02:19:00\n\ncontact:      ADMIN-M\nname:         Spravce\n",
        {"created": "2004-01-02T09:11:12Z", "updated": "2024-02-04T09:11:12Z", "expires": "2027-01-03", "ns": NS, "registrar": "REG-PRIKLAD", "registrant.org": "Mesic s.r.o.", "registrant.name": "Jan Priklad"},
    ),
    "nic.at": (
        "toon-example.at",
        "% Copyright\n\ndomain:         toon-example.at\nregistrar:      Beispiel GmbH ( https://nic.at/registrar/1 )\nregistrant:     MV1-NICAT\ntech-c:         TC2-NICAT\nnserver:        ns1.example.net\nnserver:        ns2.example.net\nchanged:        20240204 10:11:12\nsource:         AT-DOM\n\n"
        "personname:     \norganization:   Mond Verlag\nstreet address: Gasse 1\npostal code:    1010\ncity:           Wien\ncountry:        Austria\nphone:          +431000000\ne-mail:         mond@toon-example.at\nnic-hdl:        MV1-NICAT\nchanged:        20200101 10:00:00\nsource:         AT-DOM\n\npersonname:     Technik\nnic-hdl:        TC2-NICAT\n",
        {"updated": "2024-02-04T10:11:12Z", "ns": NS, "registrant.org": "Mond Verlag", "registrant.email": "mond@toon-example.at", "created": None},
    ),
    "internet.ee": (
        "toon-example.ee",
        "Estonia .ee Top Level Domain WHOIS server\n\nDomain:\nname:       toon-example.ee\nstatus:     ok (paid and in zone)\nregistered: 2010-07-04 04:34:45 +03:00\nchanged:    2024-02-04 10:11:12 +02:00\nexpire:     2027-01-03\noutzone:\ndelete:\n\n"
        "Registrant:\nname:       Kuu Kirjastus\norg id:     10000000\ncountry:    EE\nemail:      Not Disclosed - Visit www.internet.ee for webbased WHOIS\nphone:      Not Disclosed - Visit www.internet.ee for webbased WHOIS\nchanged:    2019-01-01 10:00:00 +02:00\n\n"
        "Administrative contact:\nname:       Haldur\nemail:      Not Disclosed - Visit www.internet.ee for webbased WHOIS\nchanged:    2018-01-01 10:00:00 +02:00\n\nRegistrar:\nname:       Registripidaja OÜ\nurl:        http://registrar.example\nphone:      +372 0000000\nchanged:    2017-01-01 10:00:00 +02:00\n\nName servers:\nnserver:   ns1.example.net\nnserver:   ns2.example.net\nchanged:   2016-01-01 10:00:00 +02:00\n",
        {"created": "2010-07-04T01:34:45Z", "updated": "2024-02-04T08:11:12Z", "expires": "2027-01-03", "ns": NS, "registrar": "Registripidaja OÜ", "registrant.name": "Kuu Kirjastus", "registrant.country": "EE", "registrant.email": None},
    ),
    "traficom": (
        "toon-example.fi",
        "\ndomain.............: toon-example.fi\nstatus.............: Registered\ncreated............: 2.1.2004 03:00:00\nexpires............: 3.1.2027 13:25:17\navailable..........: 3.2.2027 13:25:17\nmodified...........: 4.2.2024 09:59:10\nholder transfer....: 5.2.2019 09:59:10\nRegistryLock.......: no\n\nNameservers\n\nnserver............: ns1.example.net [OK]\nnserver............: ns2.example.net [OK]\n\nDNSSEC\n\ndnssec.............: no\n\n"
        "Holder\n\nname...............: Kuu Kustannus Oy\nregister number....: 0000000-0\naddress............: Katu 1\npostal.............: 00100\ncity...............: Helsinki\ncountry............: Finland\nphone..............: \nholder email.......: \n\nRegistrar\n\nregistrar..........: Rekisteri Oy\nwww................: registrar.example\n\n>>> Last update of WHOIS database: 24.11.2025 14:30:00 (EET) <<<\n",
        {"created": "2004-01-02T01:00:00Z", "updated": "2024-02-04T07:59:10Z", "expires": "2027-01-03T11:25:17Z", "ns": NS, "registrar": "Rekisteri Oy", "registrant.name": "Kuu Kustannus Oy"},
    ),
    "nask": (
        "toon-example.pl",
        "\nDOMAIN NAME:           toon-example.pl\nregistrant type:       organization\nnameservers:           ns1.example.net. [192.0.2.1]\n                       ns2.example.net. [192.0.2.2]\ncreated:               2004.01.02 13:00:00\nlast modified:         2024.02.04 11:37:09\nrenewal date:          2027.01.03 14:00:00\n\nno option\n\ndnssec:                Unsigned\n\n\nREGISTRAR:\nRejestrator Sp. z o.o.\nul. Rejestrowa 1\n00-001 Warszawa\nPolska/Poland\n+48.220000000\nbok@registrar.example\n\nWHOIS database responses: https://dns.pl/en/whois\n",
        {"created": "2004-01-02T13:00:00Z", "updated": "2024-02-04T11:37:09Z", "expires": "2027-01-03T14:00:00Z", "ns": NS, "registrar": "Rejestrator Sp. z o.o.", "registrant.name": None},
    ),
    "dns.be": (
        "toon-example.be",
        "% .be Whois Server 6.1\n\nDomain:\ttoon-example.be\nStatus:\tNOT AVAILABLE\nRegistered:\tFri Jan 2 2004\n\nRegistrant:\n\tNot shown, please visit www.dnsbelgium.be for webbased whois.\n\nRegistrar Technical Contacts:\n\tOrganisation:\tHost BV\n\tPhone:\t+32.0000000\n\nRegistrar:\n\tName:\tVoorbeeld BV\n\tWebsite:\thttps://registrar.example\n\nNameservers:\n\tns1.example.net\n\tns2.example.net\n\nKeys:\n\nFlags:\n\tclientTransferProhibited\n\nPlease visit www.dnsbelgium.be for more info.\n",
        {"created": "2004-01-02", "ns": NS, "registrar": "Voorbeeld BV", "registrant.name": None, "statuses": ["NOT AVAILABLE", "clientTransferProhibited"]},
    ),
    "switch": (
        "toon-example.ch",
        "Domain name\ttoon-example.ch\n\nRegistrar\tBeispiel AG\nGasse 1\nCH-8000 Zuerich\nPhone +41 000000000\nabuse@registrar.example\n\nDNSSEC\tno\n\nName servers\nns1.example.net\nns2.example.net\t[192.0.2.2]\n\nFirst registration date\t2 January 2004\n",
        {"created": "2004-01-02", "ns": NS, "registrar": "Beispiel AG", "abuse": "abuse@registrar.example", "registrant.name": None},
    ),
    "sidn": (
        "toon-example.nl",
        "Domain name: toon-example.nl\nStatus:      active\n\nRegistrar:\n   Voorbeeld B.V.\n   Straat 1\n   1000AA AMSTERDAM\n   Netherlands\n\nAbuse Contact:\n   +31.200000000\n   abuse@registrar.example\n\nCreation Date: 2004-01-02\n\nUpdated Date: 2024-02-04\n\nDNSSEC:      yes\n\nDomain nameservers:\n   ns1.example.net\n   ns2.example.net\n\nRecord maintained by: SIDN BV\n",
        {"created": "2004-01-02", "updated": "2024-02-04", "ns": NS, "registrar": "Voorbeeld B.V.", "abuse": "abuse@registrar.example"},
    ),
    "punktum.dk": (
        "toon-example.dk",
        "# Hello\n#\n\nDomain:               toon-example.dk\nDNS:                  toon-example.dk\nRegistered:           2004-01-02\nExpires:              2027-01-03\nRegistration period:  5 years\nVID:                  no\nDNSSEC:               Unsigned delegation\nStatus:               Active\n\nRegistrant\nHandle:               N/A\nName:                 Maane Forlag\nAddress:              Gade 1\nPostalcode:           1000\nCity:                 Koebenhavn\nCountry:              DK\nPhone:                N/A\n\nNameservers\nHostname:             ns1.example.net\nHostname:             ns2.example.net\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrant.name": "Maane Forlag", "registrant.country": "DK"},
    ),
    "norid": (
        "toon-example.no",
        "% By looking up information\n\nDomain Information\n\nNORID Handle...............: TOO1D-NORID\nDomain Name................: toon-example.no\nRegistrar Handle...........: REG2-NORID\nTech-c Handle..............: TC1R-NORID\nName Server Handle.........: NS1H-NORID\nName Server Handle.........: NS2H-NORID\n\nAdditional information:\nCreated:         2004-01-02\nLast updated:    2024-02-04\n",
        {"created": "2004-01-02", "updated": "2024-02-04"},
    ),
    "isnic": (
        "toon-example.is",
        "% This is the ISNIC Whois server.\n\ndomain:       toon-example.is\nregistrant:   MF1-IS\nadmin-c:      MF1-IS\ntech-c:       TC2-IS\nzone-c:       TC2-IS\nbilling-c:    MF1-IS\nnserver:      ns1.example.net\nnserver:      ns2.example.net\ndnssec:       unsigned delegation\ncreated:      January  2 2004\nexpires:      January  3 2027\nsource:       ISNIC\n\nrole:         Mani Forlag\nnic-hdl:      MF1-IS\naddress:      Gata 1\ne-mail:       mani@toon-example.is\ncreated:      May  5 2001\nsource:       ISNIC\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrant.name": "Mani Forlag", "registrant.email": "mani@toon-example.is", "registrar": None},
    ),
    "carnet, hu": (
        "toon-example.hu",
        "% Whois server 3.0\n\ndomain:         toon-example.hu\nrecord created: 2004-01-02 10:11:12\nTovabbi adatokert ld.:\nhttps://www.domain.hu/domain-kereses/\n",
        {"created": "2004-01-02T10:11:12Z"},
    ),
    "rnids": (
        "toon-example.rs",
        "% The data in the Whois database are provided by RNIDS\n\nDomain name: toon-example.rs\nDomain status: Active https://www.rnids.rs/en/\nRegistration date: 02.01.2004 12:31:26\nModification date: 04.02.2024 09:56:18\nExpiration date: 03.01.2027 12:31:26\nConfirmed: 03.01.2004 12:31:26\nRegistrar: Primer d.o.o.\n\n\nRegistrant: Mesec Izdavac\nAddress: Ulica 1, Beograd, Serbia\nPostal Code: 11000\nID Number: 00000000\nTax ID: \n\nAdministrative contact: -\n\nTechnical contact: -\n\nDNS: ns1.example.net -  \nDNS: ns2.example.net -  \n\nDNSSEC signed: no\n\nWhois Timestamp: 24.11.2025 15:20:23\n",
        {"created": "2004-01-02T12:31:26Z", "updated": "2024-02-04T09:56:18Z", "expires": "2027-01-03T12:31:26Z", "ns": NS, "registrar": "Primer d.o.o.", "registrant.name": "Mesec Izdavac"},
    ),
    "register.bg": (
        "toon-example.bg",
        "DOMAIN NAME: toon-example.bg (toon-example.bg)\nrequested on: 02/01/2004 00:00:00\nactivated on: 02/01/2004 00:00:00\nexpires at: 03/01/2027 00:00:00\nregistration status: Registered\n\nREGISTRANT:\n  Luna EOOD\n  ul. 1\n  SOFIA, 1000\n  BULGARIA\n\nADMINISTRATIVE CONTACT:\n  Admin\n  admin@toon-example.bg\n\nTECHNICAL CONTACT(S):\n  Tech\n  tech@host.example\n\nNAME SERVER INFORMATION:\nns1.example.net (192.0.2.1)\nns2.example.net\n\nDNSSEC: Inactive\n",
        {"created": "2004-01-02T00:00:00Z", "expires": "2027-01-03T00:00:00Z", "ns": NS, "registrant.name": "Luna EOOD"},
    ),
    "hostmaster.ua": (
        "toon-example.com.ua",
        "% This is the Ukrainian Whois query server #I.\n\ndomain:           toon-example.com.ua\ndom-public:       NO\nmnt-by:           ua.example\nnserver:          ns1.example.net\nnserver:          ns2.example.net\nstatus:           ok\ncreated:          2004-01-02 10:00:00+02\nmodified:         2024-02-04 10:00:00+02\nexpires:          2027-01-03 10:00:00+02\nsource:           UAEPP\n\n% Registrar:\n% ==========\nregistrar:        ua.example\norganization:     Pryklad LLC\nurl:              http://registrar.example\nabuse-email:      abuse@registrar.example\nsource:           UAEPP\n\n% Registrant:\n% ===========\nperson:           n/a\nperson-loc:       Misiats\norganization-loc: Misiats LLC\ne-mail:           m@toon-example.com.ua\ncountry-loc:      UA\nstatus:           linked\ncreated:          2003-07-28 23:53:31+03\nsource:           UAEPP\n\n% Administrative Contacts:\n% =======================\nperson:           Other\n",
        {"created": "2004-01-02T08:00:00Z", "updated": "2024-02-04T08:00:00Z", "expires": "2027-01-03T08:00:00Z", "ns": NS, "registrar": "Pryklad LLC", "registrant.name": "Misiats", "registrant.org": "Misiats LLC", "registrant.email": "m@toon-example.com.ua", "abuse": "abuse@registrar.example"},
    ),
    "kaznic": (
        "toon-example.kz",
        "Whois Server for the KZ top level domain name.\n\nDomain Name............: toon-example.kz\n\nOrganization Using Domain Name\nName...................: Ai Baspa\nOrganization Name......: Ai Baspa LLP\nStreet Address.........: Koshe 1\nCity...................: Almaty\nState..................: -\nPostal Code............: 050000\nCountry................: KZ\n\nAdministrative Contact/Agent\nNIC Handle.............: HOSTERKZ-1\nName...................: Admin\nPhone Number...........: +7.7000000000\nFax Number.............: \nEmail Address..........: admin@toon-example.kz\n\nNameserver in listed order\n\nPrimary server.........: ns1.example.net\nPrimary ip address.....: 192.0.2.1\n\nSecondary server.......: ns2.example.net\nSecondary ip address...: 192.0.2.2\n\n\nDomain created: 2004-01-02 10:11:12 (GMT+0:00)\nLast modified : 2024-02-04 10:11:12 (GMT+0:00)\nDomain status : ok - Normal state.\nRegistar created: KAZNIC\nCurrent Registar: HOSTER.KZ\n",
        {"created": "2004-01-02T10:11:12Z", "updated": "2024-02-04T10:11:12Z", "ns": NS, "registrar": "HOSTER.KZ", "registrant.name": "Ai Baspa", "registrant.org": "Ai Baspa LLP", "admin.email": "admin@toon-example.kz", "registrant.email": None},
    ),
    "nic.tr": (
        "toon-example.com.tr",
        "** Domain Name: toon-example.com.tr\nDomain Status: Active\nFrozen Status: -\n\n** Registrant:\n   Ay Yayin\n   Sokak 1\n   Istanbul\n   Turkiye\n\n\n** Registrar:\nNIC Handle\t\t: orn1\nOrganization Name\t: Ornek A.S.\nAddress\t\t\t: Cadde 1\nPhone\t\t\t: + 90-212-0000000\nFax\t\t\t: -\n\n** Domain Servers:\nns1.example.net\nns2.example.net 192.0.2.2\n\n** Additional Info:\nCreated on..............: 2004-Jan-02.\nExpires on..............: 2027-Jan-03.\n\n** Whois Server:\nLast Update Time: 2025-11-24T13:32:13+03:00\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "updated": None, "ns": NS, "registrar": "Ornek A.S.", "registrant.name": "Ay Yayin"},
    ),
    "isoc.il": (
        "toon-example.co.il",
        "% The data in the WHOIS database of the .il registry\n\nquery:        toon-example.co.il\n\nreg-name:     toon-example\ndomain:       toon-example.co.il\n\ndescr:        Yareach Hotzaa\ndescr:        1 Street\ndescr:        Tel Aviv\ndescr:        Israel\nphone:        +972 3 0000000\ne-mail:       y AT toon-example.co.il\nadmin-c:      II-YH1-IL\ntech-c:       II-TC1-IL\nzone-c:       II-TC1-IL\nnserver:      ns1.example.net\nnserver:      ns2.example.net\nvalidity:     03-01-2027\nDNSSEC:       unsigned\nstatus:       Transfer Locked\nchanged:      domain-registrar AT isoc.org.il 20040102 (Assigned)\nchanged:      domain-registrar AT isoc.org.il 20240204 (Changed)\n\nperson:       Somebody\nnic-hdl:      II-YH1-IL\n\nregistrar name: Dugma Ltd\nregistrar info: http://registrar.example\n",
        {"expires": "2027-01-03", "ns": NS, "registrar": "Dugma Ltd", "registrant.name": "Yareach Hotzaa", "created": "2004-01-02", "updated": "2024-02-04"},
    ),
    "irnic": (
        "toon-example.ir",
        "% This is the IRNIC Whois server v1.6.2.\n\ndomain:\t\ttoon-example.ir\nascii:\t\ttoon-example.ir\nremarks:\t(Domain Holder) Mah Nashr\nholder-c:\tma1-irnic\nadmin-c:\tma1-irnic\ntech-c:\t\tto2-irnic\nnserver:\tns1.example.net\nnserver:\tns2.example.net\nlast-updated:\t2024-02-04\nexpire-date:\t2027-01-03\nsource:\t\tIRNIC # Filtered\n\nnic-hdl:\tma1-irnic\norg:\t\tMah Nashr\ne-mail:\t\tmah@toon-example.ir\nsource:\t\tIRNIC # Filtered\n",
        {"updated": "2024-02-04", "expires": "2027-01-03", "ns": NS, "registrant.org": "Mah Nashr", "registrant.email": "mah@toon-example.ir"},
    ),
    "hkirc": (
        "toon-example.hk",
        " ----\n Whois server by HKIRC\n ----\n\nDomain Name:  TOON-EXAMPLE.HK \n\nDomain Status: Active \n\nRegistrar Name: Example HK Limited\n\nRegistrar Contact Information: Email: abuse@registrar.example \n\nReseller: \n\nRegistrant Contact Information:\n\nCompany English Name (It should be the same as the registered/corporation name on your Business Register Certificate or relevant documents): MOON LIMITED\nCompany Chinese name: \nAddress:  1 ROAD \nCountry: Hong Kong (HK)\nEmail:  moon@toon-example.hk \nDomain Name Commencement Date: 02-01-2004\nExpiry Date: 03-01-2027\nRe-registration Status:  Complete   \n\nTechnical Contact Information:\n\nGiven name:  TECH \nFamily name:  PERSON \nEmail:  tech@host.example \n\nName Servers Information:\n\nNS1.EXAMPLE.NET\nNS2.EXAMPLE.NET\n\nStatus Information:\n\nDomain Prohibit Status: \n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrar": "Example HK Limited", "registrant.org": "MOON LIMITED", "registrant.email": "moon@toon-example.hk", "registrant.country_code": "HK", "tech.name": "TECH PERSON", "abuse": "abuse@registrar.example"},
    ),
    "sgnic": (
        "toon-example.sg",
        "\n----------------------------------------------------------------------\n SGNIC WHOIS Server\n----------------------------------------------------------------------\n\n The following data is provided for information purposes only.\n\n Registrar:         EXAMPLE PTE LTD\n \n Domain Name:       TOON-EXAMPLE.SG\n Creation Date:     02-Jan-2004 12:00:35\n Modified Date:     04-Feb-2024 00:57:41\n Expiration Date:   03-Jan-2027 12:00:35\n Domain Status:     OK\n\n Registrant:\n\n     Name:            MOON PTE LTD (SGNIC-ORG1)\n\n Administrative Contact:\n\n     Name:            ADMIN (SGNIC-PER1)\n\n Technical Contact:\n\n     Name:            TECH (SGNIC-PER2)\n     Email:           tech@host.example\n\n Name Servers:\n\n     NS1.EXAMPLE.NET\n     NS2.EXAMPLE.NET\n\n",
        {"created": "2004-01-02T12:00:35Z", "updated": "2024-02-04T00:57:41Z", "expires": "2027-01-03T12:00:35Z", "ns": NS, "registrar": "EXAMPLE PTE LTD", "registrant.name": "MOON PTE LTD (SGNIC-ORG1)", "tech.email": "tech@host.example", "registrant.email": None},
    ),
    "thnic": (
        "toon-example.co.th",
        "Whois Server Version 2.1.6\n\nDomain Name:        TOON-EXAMPLE.CO.TH\nRegistrar:          T.H.NIC Co., Ltd.\nName Server:        NS1.EXAMPLE.NET\nName Server:        NS2.EXAMPLE.NET\nDNSSEC:             unsigned\nStatus:             ACTIVE\nUpdated date:       04 Feb 2024\nCreated date:       02 Jan 2004\nExp date:           03 Jan 2027\nDomain Holder Organization: Dao Co., Ltd. (Dao)\nDomain Holder Street: Thanon 1\nDomain Holder Country: TH\n\nTech Contact:       1-THNIC\nTech Organization:  Host\nTech Country:       TH\n",
        {"created": "2004-01-02", "updated": "2024-02-04", "expires": "2027-01-03", "ns": NS, "registrar": "T.H.NIC Co., Ltd.", "registrant.org": "Dao Co., Ltd. (Dao)", "registrant.country": "TH"},
    ),
    "vnnic": (
        "toon-example.vn",
        "Domain : toon-example.vn\nStatus : CLIENT TRANSFER PROHIBITED\nIssue Date : 2004-01-02\nExpired Date : 2027-01-03\nOwner : Trang\nRegistrar Name : Vi Du Co., Ltd\nDNS : ns1.example.net +ns2.example.net\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrar": "Vi Du Co., Ltd", "registrant.name": "Trang"},
    ),
    "nic.br": (
        "toon-example.com.br",
        "% Copyright (c) Nic.br\n\ndomain:      toon-example.com.br\nowner:       Editora Lua Ltda\nownerid:     00.000.000/0001-00\nresponsible: Fulano\ncountry:     BR\nowner-c:     FUL1\nadmin-c:     FUL1\ntech-c:      TEC1\nnserver:     ns1.example.net\nnsstat:      20240203 AA\nnslastaa:    20240203\nnserver:     ns2.example.net\nnsstat:      20240203 AA\nsaci:        yes\ncreated:     20040102 #1\nchanged:     20240204\nexpires:     20270103\nstatus:      published\n\nnic-hdl-br:  FUL1\nperson:      Fulano\ne-mail:      fulano@toon-example.com.br\ncountry:     BR\ncreated:     20010101\nchanged:     20190101\n\nnic-hdl-br:  TEC1\nperson:      Tecnico\n",
        {"created": "2004-01-02", "updated": "2024-02-04", "expires": "2027-01-03", "ns": NS, "registrant.org": "Editora Lua Ltda", "registrant.name": "Fulano", "registrant.email": "fulano@toon-example.com.br", "registrant.country": "BR"},
    ),
    "nic.mx": (
        "toon-example.mx",
        "\nDomain Name:       toon-example.mx\n\nCreated On:        2004-01-02\nExpiration Date:   2027-01-03\nLast Updated On:   2024-02-04\nRegistrar:         Registrar Ejemplo\nURL:               http://registrar.example\n\nRegistrant:\n   Name:           Editorial Luna\n   City:           Ciudad\n   State:          Jalisco\n   Country:        Mexico\n\nAdministrative Contact:\n   Name:           Fulano\n   City:           Ciudad\n\nTechnical Contact:\n   Name:           Tecnico\n\nBilling Contact:\n   Name:           Caja\n\nName Servers:\n   DNS:            ns1.example.net       \n   DNS:            ns2.example.net       192.0.2.2\n\nDNSSEC DS Records:\n\n% NOTICE: The expiration date displayed in this record\n",
        {"created": "2004-01-02", "updated": "2024-02-04", "expires": "2027-01-03", "ns": NS, "registrar": "Registrar Ejemplo", "registrant.name": "Editorial Luna", "registrant.country_code": "MX", "billing.name": "Caja"},
    ),
    "nic.cl": (
        "toon-example.cl",
        "%%\n%% This is the NIC Chile Whois server (whois.nic.cl).\n%%\n\nDomain name: toon-example.cl\nRegistrant name: Editorial Luna\nRegistrant organisation: \nRegistrar name: Registrador Ejemplo\nRegistrar URL: https://registrar.example\nCreation date: 2004-01-02 10:00:00 CLST\nExpiration date: 2027-01-03 23:59:59 CLT\nName server: ns1.example.net\nName server: ns2.example.net\n",
        {"ns": NS, "registrar": "Registrador Ejemplo", "registrant.name": "Editorial Luna"},
    ),
    "cira": (
        "toon-example.ca",
        "Domain name:           toon-example.ca\nDomain status:         registered\nCreation date:         2004/01/02\nExpiry date:           2027/01/03\nUpdated date:          2024/02/04\nDNSSEC:                Unsigned\n\nRegistrar:\n    Name:              Example Canada Inc.\n    Number:            100\n\nRegistrant:\n    Name:              Moon Press\n\nAdministrative contact:\n    Name:              Somebody\n    Postal address:    1 Street\n                       Toronto ON M5V1A1 Canada\n    Phone:             +1.4160000000\n    Fax:               \n    Email:             admin@toon-example.ca\n\nTechnical contact:\n    Name:              Tech\n    Email:             tech@host.example\n\nName servers:\n    ns1.example.net    192.0.2.1\n    ns2.example.net\n\n% WHOIS look-up made at 2025-11-24 12:00:00 (GMT)\n",
        {"created": "2004-01-02", "updated": "2024-02-04", "expires": "2027-01-03", "ns": NS, "registrar": "Example Canada Inc.", "registrant.name": "Moon Press", "registrant.email": None, "admin.email": "admin@toon-example.ca"},
    ),
    "auda": (
        "toon-example.com.au",
        "Domain Name: toon-example.com.au\nRegistry Domain ID: 1-AU\nRegistrar WHOIS Server: whois.auda.org.au\nRegistrar URL: https://registrar.example\nLast Modified: 2024-02-04T10:11:12Z\nRegistrar Name: Example Pty Ltd\nRegistrar Abuse Contact Email: abuse@registrar.example\nRegistrar Abuse Contact Phone: +61.200000000\nReseller Name:\nStatus: serverRenewProhibited https://identitydigital.au/whois-status-codes#serverRenewProhibited\nRegistrant Contact ID: A1\nRegistrant Contact Name: Luna Person\nTech Contact ID: A2\nTech Contact Name: Tech\nName Server: ns1.example.net\nName Server: ns2.example.net\nDNSSEC: unsigned\nRegistrant: MOON PTY LTD\nRegistrant ID: ABN 00000000000\nEligibility Type: Company\n\n>>> Last update of WHOIS database: 2025-11-24T00:00:00Z <<<\n",
        {"updated": "2024-02-04T10:11:12Z", "ns": NS, "registrar": "Example Pty Ltd", "registrant.name": "Luna Person", "abuse": "abuse@registrar.example", "statuses": ["serverRenewProhibited"]},
    ),
    "network solutions, before 2013": (
        "toon-example.com",
        "Registrant:\nMoon Press Inc\n   1 Street\n   Springfield, VA 20170\n   US\n\n   Domain Name: TOON-EXAMPLE.COM\n\n   Administrative Contact:\n      Press, Moon\t\tadmin@toon-example.com\n      1 Street\n      Springfield, VA 20170\n      US\n      703-555-0100\n\n   Technical Contact:\n      Host, Master\t\ttech@host.example\n\n   Record expires on 03-Jan-2027.\n   Record created on 02-Jan-2004.\n   Database last updated on 24-Nov-2025 12:00:00 EST.\n\n   Domain servers in listed order:\n\n   NS1.EXAMPLE.NET              192.0.2.1\n   NS2.EXAMPLE.NET              192.0.2.2\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "updated": None, "ns": NS, "registrant.name": "Moon Press Inc", "admin.email": "admin@toon-example.com", "registrant.email": None},
    ),
    "godaddy, before 2013": (
        "toon-example.com",
        "Registrant:\n   Moon Press\n   1 Street\n   Phoenix, Arizona 85001\n   United States\n\n   Registered through: Example.com, Inc. (http://registrar.example)\n   Domain Name: TOON-EXAMPLE.COM\n      Created on: 02-Jan-04\n      Expires on: 03-Jan-27\n      Last Updated on: 04-Feb-24\n\n   Administrative Contact:\n      Moon, Person  admin@toon-example.com\n      Moon Press\n      1 Street\n      (480) 555-0100      Fax -- \n\n   Domain servers in listed order:\n      NS1.EXAMPLE.NET\n      NS2.EXAMPLE.NET\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "updated": "2024-02-04", "ns": NS, "registrant.name": "Moon Press", "admin.email": "admin@toon-example.com"},
    ),
    "tucows, before 2013": (
        "toon-example.com",
        "Registrant:\n Moon Press\n 1 Street\n Toronto, ON M5V1A1\n CA\n\n Domain name: TOON-EXAMPLE.COM\n\n\n Administrative Contact:\n    Admin, Moon  admin@toon-example.com\n    1 Street\n    +1.4165550100\n\n\n Registration Service Provider:\n    Example Host, support@host.example\n    http://www.host.example\n\n\n Registrar of Record: EXAMPLE, INC.\n Record last updated on 04-Feb-2024.\n Record expires on 03-Jan-2027.\n Record created on 02-Jan-2004.\n\n Domain servers in listed order:\n    NS1.EXAMPLE.NET   \n    NS2.EXAMPLE.NET   \n\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "updated": "2024-02-04", "ns": NS, "registrar": "EXAMPLE, INC.", "registrant.name": "Moon Press"},
    ),
    "dotted labels of registrars": (
        "toon-example.com",
        "Domain Name.......... toon-example.com\n  Creation Date........ 2004-01-02\n  Registration Date.... 2004-01-02\n  Expiry Date.......... 2027-01-03\n  Organisation Name.... Moon Press\n  Organisation Address. 1 Street\n  Organisation Address. Rome\n\nAdmin Name........... Somebody\n  Admin Email.......... admin@toon-example.com\n\nName Server.......... ns1.example.net\n  Name Server.......... ns2.example.net\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrant.org": "Moon Press", "admin.email": "admin@toon-example.com"},
    ),
    "verisign, thin, with its registrar's answer behind": (
        "toon-example.com",
        "   Domain Name: TOON-EXAMPLE.COM\r\n   Registry Domain ID: 1_DOMAIN_COM-VRSN\r\n   Registrar WHOIS Server: whois.registrar.example\r\n   Registrar URL: http://registrar.example\r\n   Updated Date: 2024-02-04T10:11:12Z\r\n   Creation Date: 2004-01-02T10:11:12Z\r\n   Registry Expiry Date: 2027-01-03T10:11:12Z\r\n   Registrar: Example, Inc.\r\n   Registrar IANA ID: 9999\r\n   Registrar Abuse Contact Email: abuse@registrar.example\r\n   Domain Status: clientHold https://icann.org/epp#clientHold\r\n   Name Server: NS1.EXAMPLE.NET\r\n   Name Server: NS2.EXAMPLE.NET\r\n   DNSSEC: unsigned\r\n>>> Last update of whois database: 2025-11-24T00:00:00Z <<<\r\n\r\nRegistrars.Domain Name: toon-example.com\r\nRegistrant Organization: Moon Press\r\nRegistrant Email: moon@toon-example.com\r\nRegistrar: Example, Inc.\r\n",
        {"created": "2004-01-02T10:11:12Z", "expires": "2027-01-03T10:11:12Z", "updated": "2024-02-04T10:11:12Z", "ns": NS, "registrar": "Example, Inc.", "iana": "9999", "registrant.org": "Moon Press", "registrant.email": "moon@toon-example.com", "abuse": "abuse@registrar.example"},
    ),
    "uniregistry and .name's own": (
        "toon-example.lu",
        "% Access to RESTENA DNS-LU WHOIS\n\ndomainname:     toon-example.lu\ndomaintype:     ACTIVE\nnserver:        ns1.example.net\nnserver:        ns2.example.net\nownertype:      ORGANISATION\nregistered:     02/01/2004\norg-name:       Mound Verlag\norg-address:    Strooss 1\norg-zipcode:    1000\norg-city:       Luxembourg\norg-country:    LU\nadm-name:       Admin\nadm-email:      admin@toon-example.lu\ntec-name:       Tech\ntec-email:      tech@host.example\nregistrar-name:         Beispill S.A.\nregistrar-email:        abuse@registrar.example\nregistrar-url:          https://registrar.example\nregistrar-country:      LU\n",
        {"created": "2004-01-02", "ns": NS, "registrar": "Beispill S.A.", "registrant.org": "Mound Verlag", "registrant.country": "LU", "admin.email": "admin@toon-example.lu", "registrant.email": None},
    ),
    "domreg.lt": (
        "toon-example.lt",
        "% Hello, this is the DOMREG whois service.\n\nDomain:\t\t\ttoon-example.lt\nStatus:\t\t\tregistered\nRegistered:\t\t2004-01-02\nExpires:\t\t2027-01-03\n%\nRegistrar:\t\tUAB Pavyzdys\nRegistrar website:\thttps://registrar.example\nRegistrar email:\tabuse@registrar.example\n%\nContact organization:\tMenulis UAB\nContact email:\t\tmenulis@toon-example.lt\n%\nNameserver:\t\tns1.example.net\nNameserver:\t\tns2.example.net\t[192.0.2.2]\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrar": "UAB Pavyzdys", "registrant.org": "Menulis UAB", "abuse": "abuse@registrar.example"},
    ),
    "nic.lv": (
        "toon-example.lv",
        "[Domain]\nDomain: toon-example.lv\nStatus: active\n\n[Holder]\nType: Legal person\nCountry: LV\nName: Meness SIA\nAddress: Iela 1, Riga\nRegNr: 40000000000\nVisit: https://www.nic.lv/whois/contact/toon-example.lv\n\n[Tech]\nType: Natural person\nVisit: https://www.nic.lv/whois\n\n[Registrar]\nType: Legal person\nName: Paraugs SIA\nPhone: +371 00000000\nEmail: abuse@registrar.example\n\n[Nservers]\nNserver: ns1.example.net\nNserver: ns2.example.net\n\n[Whois]\nUpdated: 2025-11-24T18:09:19.0+00:00\n",
        {"ns": NS, "registrar": "Paraugs SIA", "registrant.name": "Meness SIA", "registrant.country": "LV", "updated": None},
    ),
    "sk-nic": (
        "toon-example.sk",
        "Domain:                       toon-example.sk\nRegistrant:                   MES-0001\nAdmin Contact:                MES-0001\nTech Contact:                 TEC-0001\nRegistrar:                    PRI-0001\nCreated:                      2004-01-02\nUpdated:                      2024-02-04\nValid Until:                  2027-01-03\nNameserver:                   ns1.example.net\nNameserver:                   ns2.example.net\nEPP Status:                   ok\n\nRegistrar:                    PRI-0001\nName:                         Priklad s.r.o.\nOrganization:                 Priklad s.r.o.\nOrganization ID:              00000000\nPhone:                        +421.200000000\nEmail:                        abuse@registrar.example\nStreet:                       Ulica 1\nCountry Code:                 SK\nCreated:                      2017-09-01\nUpdated:                      2025-08-01\n\nContact:                      MES-0001\nName:                         Mesiac Vydavatel\nOrganization:                 Mesiac s.r.o.\nCountry Code:                 SK\nRegistrar:                    PRI-0001\nCreated:                      2017-09-01\nUpdated:                      2018-08-01\n",
        {"created": "2004-01-02", "updated": "2024-02-04", "expires": "2027-01-03", "ns": NS, "registrar": "Priklad s.r.o.", "registrant.org": "Mesiac s.r.o.", "registrant.name": "Mesiac Vydavatel"},
    ),
    "nic.es": (
        "toon-example.es",
        "    Conditions of use for the whois service via port 43 for .es domains\n\n    Access will only be enabled for  IP addresses  authorised  by Red.es.\n\n    ----\n\n    Domain Name:      toon-example.es\n    Creation Date:    02/01/2004\n    Expiration Date:  03/01/2027\n    Name Server 1:    ns1.example.net\n    Name Server 2:    ns2.example.net\n    Registrant:       Editorial Luna\n    Registrar:        Registrador Ejemplo SL\n",
        {"created": "2004-01-02", "expires": "2027-01-03", "ns": NS, "registrar": "Registrador Ejemplo SL", "registrant.name": "Editorial Luna"},
    ),
}  # fmt: skip
