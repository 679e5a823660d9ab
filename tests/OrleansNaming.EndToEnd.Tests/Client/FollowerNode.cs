using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansNaming.Following;
using OrleansNaming.InProcess;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>A process that is no node, as an application sets it up: a host with <c>UseServers</c>.</summary>
internal sealed class FollowerNode : IAsyncDisposable
{
    private readonly IHost _host;

    private FollowerNode(IHost host) => _host = host;

    public INamingReplica Replica => _host.Services.GetRequiredService<INamingReplica>();

    public INamingClient Client => _host.Services.GetRequiredService<INamingClient>();

    public IServiceProvider Services => _host.Services;

    public FollowState State => _host.Services.GetRequiredService<Follower>().State;

    public static async Task<FollowerNode> StartAsync(string folder, TimeProvider? time, Action<INamingBuilder>? more, params Uri[] servers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        var naming = builder.Services.AddOrleansNaming(options => (options.Cluster, options.Server) = ("test", "web")).UseServers(options =>
        {
            options.StateFolder = folder;
            foreach (var server in servers)
            {
                options.Servers.Add(server.ToString());
            }
        });
        more?.Invoke(naming);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var node = new FollowerNode(host);
        await host.Services.GetRequiredService<Follower>().Loaded;
        return node;
    }

    /// <summary>Waits for the replica to come to something: looked at after each change of it, never after a while.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        var applied = _host.Services.GetRequiredService<AppliedSignal>();
        while (true)
        {
            var next = applied.Next;
            if (holds())
            {
                return;
            }

            try
            {
                await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"not within 60 s: {what}; the follower is {State}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
