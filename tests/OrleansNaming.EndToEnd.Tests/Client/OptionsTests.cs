using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansNaming.EndToEnd.Tests.Client;

public sealed class OptionsTests
{
    [Fact]
    public void Options_come_from_configuration_and_code_has_the_last_word()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Naming:Cluster"] = "shop",
            ["Naming:Server"] = "alpha",
            ["Naming:Servers:0"] = "http://10.0.0.5:7600",
            ["Naming:Servers:1"] = "http://10.0.0.6:7600",
            ["Naming:Key"] = "k",
            ["Naming:RequestTimeout"] = "00:00:03",
        }).Build());
        services.AddOrleansNaming(options => options.Server = "beta").UseServers().UseServers();
        using var provider = services.BuildServiceProvider();
        var naming = provider.GetRequiredService<IOptions<NamingOptions>>().Value;
        Assert.Equal(("shop", "beta"), (naming.Cluster, naming.Server));
        var servers = provider.GetRequiredService<IOptions<NamingServersOptions>>().Value;
        Assert.Equal(["http://10.0.0.5:7600", "http://10.0.0.6:7600"], servers.Servers);
        Assert.Equal(("k", TimeSpan.FromSeconds(3)), (servers.Key, servers.RequestTimeout));
    }

    [Fact]
    public void Wrong_options_fail_with_the_property_and_what_to_do()
    {
        var services = new ServiceCollection();
        services.AddOrleansNaming(options => (options.Cluster, options.Server, options.AdvertisedHost) = ("Shop", "", "a b"))
            .UseServers("10.0.0.5:7600", "http://h/api");
        using var provider = services.BuildServiceProvider();
        var naming = Failures<NamingOptions>(provider);
        Assert.Contains("Naming:Cluster 'Shop': 'S' is not one of a-z 0-9 - _ .. Set Cluster in code, in section 'Naming' or as Naming__Cluster, such as 'shop-1'", naming);
        Assert.Contains(naming, failure => failure.StartsWith("Naming:Server '': a segment is empty", StringComparison.Ordinal));
        Assert.Contains(naming, failure => failure.StartsWith("Naming:AdvertisedHost 'a b'", StringComparison.Ordinal));
        Assert.Equal(2, Failures<NamingServersOptions>(provider).Count(failure => failure.Contains("is no server address", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_servers_at_all_is_told_with_the_ways_to_name_one()
    {
        var services = new ServiceCollection();
        services.AddOrleansNaming().UseServers();
        using var provider = services.BuildServiceProvider();
        Assert.Contains("UseServers(\"http://host:7600\") or as Naming__Servers__0", Assert.Single(Failures<NamingServersOptions>(provider)));
    }

    [Theory]
    [InlineData("Shop.Orders", "WEB_01", "shop.orders-web_01")]
    [InlineData("Große App!", "höst", "gro-e-app--h-st")]
    [InlineData("", "", "server")]
    [InlineData("", "..", "server")]
    [InlineData(".", "host.example.", "host.example")]
    public void The_default_server_name_is_a_valid_segment(string program, string host, string expected)
    {
        Assert.Equal(expected, DefaultServerName.Make(program, host));
        Assert.Null(NamePath.CheckSegment(expected));
    }

    [Fact]
    public void A_long_program_name_is_cut_and_the_host_stays_whole()
    {
        var name = DefaultServerName.Make(new string('p', 200), new string('h', 40));
        Assert.Equal(63, name.Length);
        Assert.EndsWith("-" + new string('h', 40), name);
        Assert.Equal(63, DefaultServerName.Make("p", new string('h', 200)).Length);
    }

    private static IEnumerable<string> Failures<TOptions>(IServiceProvider provider)
        where TOptions : class =>
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<TOptions>>().Value).Failures;
}
