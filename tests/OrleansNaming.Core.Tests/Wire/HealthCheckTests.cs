using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Core.Tests.Wire;

public sealed class HealthCheckTests
{
    private static readonly HealthCheck Http = new("up", HealthCheckKind.Http)
    {
        Target = "http://h/",
        Interval = TimeSpan.FromTicks(3),
        Timeout = TimeSpan.FromTicks(2),
        Failures = 4,
        Successes = 5,
        RemoveAfter = TimeSpan.FromTicks(6),
    };

    [Fact]
    public void A_check_is_a_field_of_the_details_with_all_its_parts()
    {
        var writer = new WireWriter(stackalloc byte[64]);
        DetailsCodec.Write(ref writer, 1, InstanceDetails.None with { Checks = [Http] });

        Assert.Equal("051D 191B 05027570 0801 0D09687474703A2F2F682F 1003 1402 1804 1C05 2006".Replace(" ", ""), Convert.ToHexString(writer.Written));
        Assert.True(DetailsCodec.TryRead(writer.Written[2..], new TextPool(64), out var read));
        Assert.Equal(Http, Assert.Single(read!.Checks));
    }

    [Fact]
    public void A_word_for_a_check_crosses_with_its_reason()
    {
        var word = new GuestRequest(GuestAction.Tell, "jobs", "job-7", 2, null) { Check = "alive", Health = InstanceHealth.Warning, Output = "slow" };
        var writer = new WireWriter(stackalloc byte[64]);
        GuestRequestCodec.Write(ref writer, word);

        Assert.Equal(word, GuestRequestCodec.Read(writer.Written));
    }

    [Theory]
    [InlineData("http://10.0.0.1:8080/health", null)]
    [InlineData("https://10.0.0.1/", null)]
    [InlineData("http://10.0.0.2/", "'10.0.0.2' is no host of the registration's endpoints")]
    [InlineData("http://169.254.169.254/latest", "'169.254.169.254' is no host of the registration's endpoints")]
    [InlineData("file:///etc/passwd", "is no http or https URL")]
    [InlineData("10.0.0.1:80", "is no http or https URL")]
    [InlineData("", "is no http or https URL")]
    public void A_registration_makes_no_server_call_others(string target, string? wrong) => Says(wrong, Http with { Target = target, Interval = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(1), RemoveAfter = null });

    [Theory]
    [InlineData("10.0.0.1:80", null)]
    [InlineData("10.0.0.1", "is no host:port")]
    [InlineData("10.0.0.2:80", "'10.0.0.2' is no host of the registration's endpoints")]
    public void A_connection_is_made_to_its_own_endpoints_only(string target, string? wrong) => Says(wrong, new HealthCheck("tcp", HealthCheckKind.Tcp) { Target = target });

    [Fact]
    public void Times_and_counts_have_bounds()
    {
        Says("is not between 1 s and 1 h", new HealthCheck("t", HealthCheckKind.Ttl) { Interval = TimeSpan.Zero });
        Says("is not between 100 ms and the interval", Http with { Target = "http://10.0.0.1/", Interval = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(6) });
        Says("failures and successes are 1 to 100", new HealthCheck("t", HealthCheckKind.Ttl) { Failures = 0 });
        Says("1 min at the earliest", new HealthCheck("t", HealthCheckKind.Ttl) { RemoveAfter = TimeSpan.FromSeconds(1) });
        Says("none of ttl, http and tcp", new HealthCheck("t", (HealthCheckKind)9));
        Says("none of them a control character", new HealthCheck("a\n", HealthCheckKind.Ttl));
    }

    [Fact]
    public void Two_checks_of_one_id_and_nine_checks_are_refused()
    {
        var check = new HealthCheck("t", HealthCheckKind.Ttl);
        var nine = Enumerable.Range(0, 9).Select(i => new HealthCheck($"t{i}", HealthCheckKind.Ttl));

        Assert.Equal("two checks have one id", new Registration("web", "w1") { Checks = [check, check] }.Check());
        Assert.Equal("9 checks, at most 8 are allowed", new Registration("web", "w1") { Checks = [.. nine] }.Check());
    }

    private static void Says(string? wrong, HealthCheck check)
    {
        var said = check.Check([new Endpoint("http", "10.0.0.1", 8080)]);
        if (wrong is null)
        {
            Assert.Null(said);
        }
        else
        {
            Assert.Contains(wrong, said);
        }
    }
}
