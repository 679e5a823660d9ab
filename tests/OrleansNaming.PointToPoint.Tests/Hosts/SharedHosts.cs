using System.Net;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>Replicas that have met, and the director of their shared address, which points to the first.</summary>
internal sealed class SharedHosts : IAsyncDisposable
{
    private readonly List<Replica> _replicas = [];

    private SharedHosts(Shared shared) => Common = shared;

    public Shared Common { get; }

    public Director Director { get; private set; } = null!;

    public IReadOnlyList<Replica> Replicas => _replicas;

    public Replica this[string name] => _replicas.Single(replica => replica.Name == name);

    public static Task<SharedHosts> StartAsync(Shared shared, int count = 3) =>
        StartAsync(shared, [.. Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}")], count);

    /// <param name="shared">What they share.</param>
    /// <param name="names">Those of this process; a has number 1, b 2.</param>
    /// <param name="count">How many each of them must know of, itself included.</param>
    public static async Task<SharedHosts> StartAsync(Shared shared, string[] names, int count)
    {
        var hosts = new SharedHosts(shared);
        foreach (var name in names)
        {
            hosts._replicas.Add(await Replica.StartAsync(shared, name, name[0] - 'a' + 1));
        }

        hosts.Director = new Director(shared.Port, hosts._replicas[0].BehindVip);
        foreach (var replica in hosts._replicas)
        {
            await Eventually.Holds(
                () => Task.FromResult(replica.Neighbours.Current),
                table => table.All.Count(line => line.State == NeighbourState.Reachable) == count,
                $"{replica.Name} knows all {count}",
                TimeSpan.FromSeconds(30));
        }

        return hosts;
    }

    public async Task<string> AskAsync(string from, string to, string path = "/who")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Common.Url(path)).ToPeer(to);
        using var answer = await this[from].Peers.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Until a server has heard of the caller it takes it for an outsider.</summary>
    public Task UntilAPeerAsync(string from, string to) => Eventually.Holds(
        async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Common.Url("/who")).ToPeer(to);
            using var answer = await this[from].Peers.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        },
        status => status == HttpStatusCode.OK,
        $"{to} knows {from}",
        TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        if (Director is not null)
        {
            await Director.DisposeAsync();
        }

        foreach (var replica in Enumerable.Reverse(_replicas)) // The first silo keeps the others' membership.
        {
            await replica.DisposeAsync();
        }

        Common.Dispose();
    }
}
