using System.Collections.Concurrent;

namespace OrleansNaming.Contracts;

/// <summary>Makes the network lose what a test needs lost, and nothing else.</summary>
internal static class Losses
{
    /// <summary>Commits while every notice of <paramref name="from"/> to <paramref name="to"/> is lost; returns when that of the last commit was.</summary>
    public static async Task<Token> LoseAsync(this IEngineCluster cluster, Server from, Server to, params Func<Task<Token>>[] commits)
    {
        // A commit may return before its notice has arrived, so the loss itself is waited for.
        var lost = new ConcurrentBag<Stamp>();
        cluster.Lose = delivery =>
        {
            var isLost = delivery.From == from.Name && delivery.To == to.Name;
            if (isLost)
            {
                lost.Add(delivery.Stamp);
            }

            return isLost;
        };
        Token last = default;
        foreach (var commit in commits)
        {
            last = await commit();
        }

        await cluster.UntilAsync(() => lost.Contains(last.Stamp), $"the notice of {last.Stamp} from {from} to {to} is lost");
        cluster.Lose = null;
        return last;
    }
}
