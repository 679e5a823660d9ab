using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>What each name of the zone says, reply by reply.</summary>
public sealed class DnsAnswerTests
{
    private const string Start = "authority naming. 1 Soa ns.naming. hostmaster.naming. 1 3600 3600 3600 1";

    private readonly DnsDesk _desk = new();

    public DnsAnswerTests()
    {
        _desk.Put("alpha", "orders", "o1", "10.0.0.8", weight: 2, tags: ["v2", "Blue"]);
        _desk.Put("beta", "orders", "o2", "10.0.0.7", tags: ["v1"], second: ("grpc", 9090));
        _desk.Put("alpha", "six", "s1", "fd00::5");
        _desk.Put("alpha", "shop/eu/cart", "c1", "10.0.0.9");
        _desk.Put("alpha", "named", "n1", "db1.example.com", 5432);
        _desk.Put("alpha", "a.b", "d1", "10.0.0.10");
        _desk.Put("alpha", "marker", "m1", "not a host!");
    }

    [Fact]
    [Lesson(15)]
    public void A_service_is_its_endpoints_with_their_addresses() => Assert.Equal(
        [
            "NoError aa rd",
            "answer orders.service.naming. 1 Srv 0 256 8080 10-0-0-7-8080.addr.naming.",
            "answer orders.service.naming. 1 Srv 0 512 8080 10-0-0-8-8080.addr.naming.",
            "additional 10-0-0-7-8080.addr.naming. 1 A 10.0.0.7",
            "additional 10-0-0-8-8080.addr.naming. 1 A 10.0.0.8",
        ],
        _desk.Ask("orders.service.naming", DnsType.Srv));

    [Fact]
    public void Services_keep_their_order_and_addresses_take_turns()
    {
        Assert.Equal(_desk.Ask("orders.service.naming", DnsType.Srv, turn: 0), _desk.Ask("orders.service.naming", DnsType.Srv, turn: 1));
        Assert.Equal(["NoError aa rd", "answer orders.service.naming. 1 A 10.0.0.7", "answer orders.service.naming. 1 A 10.0.0.8"], _desk.Ask("orders.service.naming", DnsType.A, turn: 0));
        Assert.Equal(["NoError aa rd", "answer orders.service.naming. 1 A 10.0.0.8", "answer orders.service.naming. 1 A 10.0.0.7"], _desk.Ask("orders.service.naming", DnsType.A, turn: 1));
        Assert.Equal(_desk.Ask("orders.service.naming", DnsType.A, turn: 1), _desk.Ask("orders.service.naming", DnsType.A, turn: uint.MaxValue));
    }

    [Theory]
    [InlineData("v2.orders.service.naming", "10-0-0-8-8080")]
    [InlineData("blue.orders.service.naming", "10-0-0-8-8080")]
    [InlineData("V1.Orders.SERVICE.Naming", "10-0-0-7-8080")]
    [InlineData("_orders._tcp.naming", "10-0-0-7-8080 10-0-0-8-8080")]
    [InlineData("_orders._udp.naming", "10-0-0-7-8080 10-0-0-8-8080")]
    [InlineData("_orders._tcp.service.naming", "10-0-0-7-8080 10-0-0-8-8080")]
    [InlineData("_grpc._tcp.orders.service.naming", "10-0-0-7-9090")]
    [InlineData("_http._tcp.v1.orders.service.naming", "10-0-0-7-8080")]
    [InlineData("cart.eu.shop.service.naming", "10-0-0-9-8080")]
    [InlineData("a\\.b.service.naming", "10-0-0-10-8080")]
    [Lesson(13)]
    public void Every_form_of_a_service_s_name_resolves_with_its_targets(string name, string targets)
    {
        var lines = _desk.Ask(name, DnsType.Srv);
        Assert.Equal("NoError aa rd", lines[0]);
        var found = lines.Where(line => line.StartsWith("answer")).Select(line => line.Split(' ')[^1]).ToList();
        Assert.Equal(targets.Split(' ').Select(target => $"{target}.addr.naming."), found);
        Assert.All(found, target => Assert.StartsWith($"answer {target} 1 A 10.0.0.", _desk.Ask(target, DnsType.A)[1]));
    }

    [Theory]
    [InlineData("orders.service.naming", "Aaaa")]
    [InlineData("six.service.naming", "A")]
    [InlineData("orders.service.naming", "Txt")]
    [InlineData("orders.service.naming", "65")]
    [InlineData("service.naming", "A")]
    [InlineData("node.naming", "Srv")]
    [InlineData("addr.naming", "A")]
    [InlineData("_tcp.naming", "Srv")]
    [InlineData("_tcp.orders.service.naming", "Srv")]
    [InlineData("_tcp.service.naming", "Srv")]
    [InlineData("shop.service.naming", "Srv")]
    [InlineData("eu.shop.service.naming", "A")]
    [InlineData("naming", "A")]
    [InlineData("alpha.node.naming", "Aaaa")]
    [InlineData("10-0-0-7.addr.naming", "Aaaa")]
    [InlineData("named.service.naming", "A")]
    [InlineData("marker.service.naming", "Srv")]
    public void A_name_without_data_of_that_type_exists(string name, string type) => Assert.Equal(["NoError aa rd", Start], _desk.Ask(name, Enum.Parse<DnsType>(type)));

    [Theory]
    [InlineData("billing.service.naming")]
    [InlineData("v9.orders.service.naming")]
    [InlineData("v2.v2.orders.service.naming")]
    [InlineData("_admin._tcp.orders.service.naming")]
    [InlineData("_billing._tcp.naming")]
    [InlineData("x._orders._tcp.naming")]
    [InlineData("a.b.service.naming")]
    [InlineData("ord ers.service.naming")]
    [InlineData("orders\u00e9.service.naming")]
    [InlineData("a/b.service.naming")]
    [InlineData("1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.service.naming")]
    [InlineData("gamma.node.naming")]
    [InlineData("10-0-0-256.addr.naming")]
    [InlineData("10-0-0.addr.naming")]
    [InlineData("1-2-3-4-5-6-7-8-9.addr.naming")]
    [InlineData("x.10-0-0-7.addr.naming")]
    [InlineData("orders.naming")]
    public void An_unknown_name_is_a_name_error_for_as_long_as_the_zone_says(string name) => Assert.Equal(["NameError aa rd", Start], _desk.Ask(name, DnsType.Srv));

    [Theory]
    [InlineData("example.com", "A")]
    [InlineData("", "Ns")]
    [InlineData("orders.service.naming.example", "Srv")]
    [InlineData("xnaming", "Soa")]
    [InlineData("orders.service.naming", "Axfr")]
    [InlineData("naming", "Ixfr")]
    [InlineData("9.0.0.10.in-addr.arpa", "Ptr")]
    [InlineData("2.0.0.10.in-addr.arpa", "A")]
    [InlineData("2.0.0.10.x.in-addr.arpa", "Ptr")]
    public void What_is_not_ours_is_refused(string name, string asked)
    {
        var type = Enum.Parse<DnsType>(asked);
        Assert.Equal(["Refused rd"], _desk.Ask(name, type));
        Assert.Equal(["Refused rd", "additional OPT 1232 00008000 ede 20"], _desk.Ask(name, type, edns: 1232));
    }

    [Fact]
    public void A_name_that_no_label_can_say_is_not_seen_and_a_slash_is_no_border()
    {
        _desk.Put("alpha", "ord ers", "x1", "10.0.0.11");
        _desk.Put("alpha", "orders\u00e9", "x2", "10.0.0.12");
        _desk.Put("alpha", "Upper", "x3", "10.0.0.13");
        Assert.All<string>(["ord ers", "orders\u00e9", "Upper", "shop/eu/cart", "eu/cart.shop"], label =>
            Assert.Equal(["NameError aa rd", Start], _desk.Ask($"{label}.service.naming", DnsType.A)));
    }

    [Fact]
    public void The_zone_says_who_serves_it()
    {
        Assert.Equal(["NoError aa rd", Start.Replace("authority", "answer")], _desk.Ask("naming", DnsType.Soa));
        Assert.Equal(["NoError aa rd", "answer naming. 1 Ns ns.naming.", "additional ns.naming. 1 A 10.0.0.1"], _desk.Ask("naming", DnsType.Ns));
        Assert.Equal(["NoError aa rd", "answer ns.naming. 1 A 10.0.0.1"], _desk.Ask("ns.naming", DnsType.A));
    }

    [Fact]
    public void A_server_has_an_address_and_its_address_a_name()
    {
        Assert.Equal(["NoError aa rd", "answer beta.node.naming. 1 A 10.0.0.2"], _desk.Ask("beta.node.naming", DnsType.A));
        Assert.Equal(["NoError aa rd", "answer 2.0.0.10.in-addr.arpa. 1 Ptr beta.node.naming."], _desk.Ask("2.0.0.10.in-addr.arpa", DnsType.Ptr));
        Assert.Equal(["NoError aa rd", "answer web1.example.node.naming. 1 Aaaa fd00::7"], _desk.Ask("web1.example.node.naming", DnsType.Aaaa));
        var reverse = string.Join('.', "7000000000000000000000000000".ToCharArray()) + ".0.0.d.f.ip6.arpa";
        Assert.Equal(["NoError aa rd", $"answer {reverse}. 1 Ptr web1.example.node.naming."], _desk.Ask(reverse, DnsType.Ptr));
    }

    [Fact]
    public void A_host_with_a_name_is_a_target_itself_without_an_address() => Assert.Equal(
        ["NoError aa rd", "answer named.service.naming. 1 Srv 0 256 5432 db1.example.com."], _desk.Ask("named.service.naming", DnsType.Srv));

    [Fact]
    public void An_address_of_IPv6_has_a_target_that_resolves()
    {
        var lines = _desk.Ask("six.service.naming", DnsType.Srv);
        var target = "fd000000000000000000000000000005-8080.addr.naming.";
        Assert.Equal(["NoError aa rd", $"answer six.service.naming. 1 Srv 0 256 8080 {target}", $"additional {target} 1 Aaaa fd00::5"], lines);
        Assert.Equal(["NoError aa rd", $"answer {target} 1 Aaaa fd00::5"], _desk.Ask(target, DnsType.Aaaa));
        Assert.Equal(["NoError aa rd", "answer six.service.naming. 1 Aaaa fd00::5"], _desk.Ask("six.service.naming", DnsType.Aaaa));
    }

    [Fact]
    public void A_question_for_everything_gets_one_short_record() =>
        Assert.Equal(["NoError aa rd", "answer orders.service.naming. 1 Hinfo \"RFC8482\" \"\""], _desk.Ask("orders.service.naming", DnsType.Any));

    [Fact]
    public void A_directory_that_is_not_complete_fails_so_that_clients_keep_what_they_have()
    {
        _desk.Engine.Replica.IsComplete = false;
        Assert.All<string>(["orders.service.naming", "billing.service.naming", "_orders._tcp.naming", "alpha.node.naming", "shop.service.naming"], name =>
            Assert.Equal(["ServerFailure rd", "additional OPT 1232 00008000 ede 14"], _desk.Ask(name, DnsType.Srv, edns: 512)));
        Assert.Equal("NoError aa rd", _desk.Ask("naming", DnsType.Soa)[0]);
        Assert.Equal("NoError aa rd", _desk.Ask("10-0-0-7-8080.addr.naming", DnsType.A)[0]);
        _desk.Engine.Replica.IsComplete = true;
        _desk.Nodes = null;
        Assert.Equal(["ServerFailure rd"], _desk.Ask("alpha.node.naming", DnsType.A));
        Assert.Equal(["ServerFailure rd"], _desk.Ask("2.0.0.10.in-addr.arpa", DnsType.Ptr));
        Assert.Equal("NoError aa rd", _desk.Ask("orders.service.naming", DnsType.Srv)[0]);
    }

    [Fact]
    public void Weights_are_HAProxy_s_steps_and_0_takes_no_traffic()
    {
        _desk.Put("alpha", "heavy", "h1", "10.1.0.1", weight: 0);
        _desk.Put("alpha", "heavy", "h2", "10.1.0.2", weight: 255);
        _desk.Put("alpha", "heavy", "h3", "10.1.0.3", weight: 65_535);
        Assert.Equal(["0", "65280", "65535"], _desk.Ask("heavy.service.naming", DnsType.Srv).Where(line => line.StartsWith("answer")).Select(line => line.Split(' ')[5]));
        Assert.Equal(["10.1.0.2", "10.1.0.3"], _desk.Ask("heavy.service.naming", DnsType.A).Skip(1).Select(line => line.Split(' ')[^1]));
        _desk.Put("alpha", "light", "l1", "10.1.0.1", weight: 0);
        Assert.Equal(2, _desk.Ask("light.service.naming", DnsType.A).Length);
    }

    [Fact]
    [Lesson(38)]
    public void Two_registrations_of_one_place_are_one_record()
    {
        _desk.Put("alpha", "twice", "t1", "10.0.0.7");
        _desk.Put("beta", "twice", "t2", "10.0.0.7", weight: 3);
        _desk.Put("beta", "twice", "t3", "10.0.0.7", port: 8081);
        Assert.Equal(["0 768 8080", "0 256 8081"], _desk.Ask("twice.service.naming", DnsType.Srv).Where(line => line.StartsWith("answer")).Select(line => string.Join(' ', line.Split(' ')[4..7])));
        Assert.Equal(2, _desk.Ask("twice.service.naming", DnsType.A).Length);
    }

    [Fact]
    [Lesson(38)]
    public void What_is_gone_is_gone_with_the_next_question()
    {
        _desk.Engine.Remove("alpha", "orders", "o1");
        Assert.Equal(3, _desk.Ask("orders.service.naming", DnsType.Srv).Length);
        _desk.Engine.Hide("beta");
        Assert.Equal("NameError aa rd", _desk.Ask("orders.service.naming", DnsType.Srv)[0]);
        _desk.Engine.Reveal("beta");
        Assert.Equal(3, _desk.Ask("orders.service.naming", DnsType.Srv).Length);
    }

    [Fact]
    public void Texts_are_told_only_where_they_are_asked_for()
    {
        var desk = new DnsDesk(hasTexts: true);
        desk.Put("alpha", "orders", "o1", "10.0.0.8", tags: ["v2", new string('t', 252)]);
        Assert.Equal(["NoError aa rd", "answer orders.service.naming. 1 Txt \"id=o1\" \"zone=eu-1\" \"tag=v2\" \"team=shop\""], desk.Ask("orders.service.naming", DnsType.Txt));
    }

    [Fact]
    public void A_zone_may_have_several_labels()
    {
        var desk = new DnsDesk("Svc.Example", ttl: 0);
        desk.Put("alpha", "orders", "o1", "10.0.0.8");
        Assert.Equal(
            ["NoError aa rd", "answer _orders._tcp.svc.example. 0 Srv 0 256 8080 10-0-0-8-8080.addr.svc.example.", "additional 10-0-0-8-8080.addr.svc.example. 0 A 10.0.0.8"],
            desk.Ask("_orders._tcp.svc.example", DnsType.Srv));
        Assert.Equal("Refused rd", desk.Ask("example", DnsType.Soa)[0]);
    }

    [Fact]
    public void Outsiders_get_shared_addresses_whatever_else_there_is()
    {
        _desk.Engine.Put("alpha", new Instance("front", "f1",
            [new Endpoint("http", "10.9.9.9", 80) { Scope = EndpointScope.Cluster }, new Endpoint("http", "10.0.0.1", 8080) { Scope = EndpointScope.Dedicated }], null, null));
        _desk.Engine.Put("alpha", new Instance("inside", "i1", [new Endpoint("http", "10.0.0.1", 8080) { Scope = EndpointScope.Dedicated }], null, null));
        Assert.Equal(["NoError aa rd", "answer front.service.naming. 1 A 10.9.9.9"], _desk.Ask("front.service.naming", DnsType.A));
        Assert.Equal(["NoError aa rd", Start], _desk.Ask("inside.service.naming", DnsType.A));
    }
}
