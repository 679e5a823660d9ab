using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansNaming.Following;
using OrleansNaming.InProcess;

namespace OrleansNaming.Cli.Importing;

/// <summary>A bridge with what it stands between: a follower of the directory, and the reader of another registry.</summary>
internal static class ImportProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="settings">How it runs.</param>
    /// <param name="servers">Where naming is.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="registry">The other registry.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<int> RunAsync(ImportSettings settings, NamingServersOptions servers, string cluster, IForeignRegistry registry, Terminal terminal, CancellationToken stop)
    {
        using var host = Host(servers, cluster);
        await host.StartAsync(stop).ConfigureAwait(false);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var found = new ForeignDirectory();
        try
        {
            var here = host.Services.GetRequiredService<FollowedDirectory>().Replica;
            await CompleteAsync(host.Services.GetRequiredService<AppliedSignal>(), () => here.IsComplete, stop).ConfigureAwait(false);
            var bridge = new ImportBridge(settings, found, here, host.Services.GetRequiredService<INamingClient>(), new ImportTold(terminal, settings.WantsJson), TimeProvider.System);
            var reading = registry.FollowAsync(found, ends.Token);
            var bridging = bridge.RunAsync(ends.Token);
            // A reader that ends has broken: its exception is the answer.
            await (await Task.WhenAny(reading, bridging).ConfigureAwait(false)).ConfigureAwait(false);
            return await bridging.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Yes; // Interrupted: that is how a bridge ends.
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static IHost Host(NamingServersOptions servers, string cluster)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddOrleansNaming(naming => naming.Cluster = cluster).UseServers(options =>
        {
            (options.Key, options.StateFolder) = (servers.Key, "");
            foreach (var server in servers.Servers)
            {
                options.Servers.Add(server);
            }
        });
        return builder.Build();
    }

    /// <summary>Compared with half a directory, everything would be missing.</summary>
    private static async Task CompleteAsync(AppliedSignal applied, Func<bool> isComplete, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            for (var next = applied.Next; !isComplete(); next = applied.Next)
            {
                await next.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new NamingException(Refusal.NotReady, $"the directory is not complete within {Patience.TotalSeconds:0} s: its servers are still joining. Try again");
        }
    }
}
