using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>What a process that is no node advertises: guests that live as long as it does.</summary>
public sealed class AdvertisingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("naming-advertising-").FullName;
    private readonly SoloEngine _engine = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_follower_s_services_are_guests_from_its_start_to_its_stop()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        await using (var follower = await FollowerNode.StartAsync(_folder, null, Advertise, node.Url))
        {
            await follower.UntilAsync(() => follower.Replica.Resolve("web").Count == 1, "the service is advertised");
            var instance = follower.Replica.Resolve("web")[0];
            Assert.True(instance.IsGuest);
            Assert.StartsWith("web-", instance.InstanceId);
            Assert.Equal(("eu-1", "10.0.0.7:8080"), (instance.Zone, instance.Endpoint("http").ToString()));
        }

        Assert.Empty(_engine.Replica.Resolve("web"));

        static void Advertise(INamingBuilder naming) => naming.Advertise("web", service =>
        {
            service.Zone = "eu-1";
            service.AddEndpoint("http", 8080, "10.0.0.7");
        });
    }

    [Fact]
    public async Task A_service_without_an_endpoint_fails_the_start_of_a_process_without_a_web_server()
    {
        await using var node = await ApiNode.StartAsync(_engine);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => FollowerNode.StartAsync(_folder, null, naming => naming.Advertise("web"), node.Url));
        Assert.Contains("call AddEndpoint(\"http\", port)", failure.Message);
    }

    [Fact]
    public void What_the_web_server_listens_on_is_advertised_under_an_address_that_others_reach()
    {
        var service = new AdvertisedService("web");
        var registration = service.ToRegistration("alpha", [new Uri("http://127.0.0.1:5000"), new Uri("https://[::]:5001"), new Uri("http://127.0.0.1:5002")], null);
        Assert.Equal(("alpha", 2), (registration.InstanceId, registration.Endpoints.Count));
        Assert.Equal(new Endpoint("http", "127.0.0.1", 5000), registration.Endpoints[0]);
        Assert.Equal(new Endpoint("https", ReachableAddress.OfThisMachine(), 5001), registration.Endpoints[1]);
        Assert.Equal("pod-7", service.ToRegistration("alpha", [new Uri("http://[::]:5000")], "pod-7").Endpoints[0].Host);
    }

    [Theory]
    [InlineData("Orders")]
    [InlineData("")]
    [InlineData("a//b")]
    public void A_wrong_name_is_told_where_it_is_written(string name) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddOrleansNaming().Advertise(name));
}
