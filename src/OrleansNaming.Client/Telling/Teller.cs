using System.Runtime.CompilerServices;
using OrleansNaming.InProcess;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Telling;

/// <summary>
/// Tells a follower everything: <see cref="FollowHello"/>, each list that it lacks, <see cref="FollowComplete"/>, and from then on what changes. A
/// <see cref="FollowPulse"/> ends each sweep: what was told is to be sent now, and when nothing was, the node is there.
/// </summary>
internal sealed class Teller(IDirectorySource source, AppliedSignal applied, TimeProvider time)
{
    /// <summary>At most one sweep in that time: under a storm of changes one delta carries many.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <param name="hello">Who this node is.</param>
    /// <param name="have">What the follower has.</param>
    /// <param name="heartbeat">A pulse comes at least so often. Staleness alone raises no signal, so each is a look too.</param>
    /// <param name="ends">Ends it.</param>
    public async IAsyncEnumerable<FollowWord> TellAsync(
        FollowHello hello, IReadOnlyList<Held> have, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken ends)
    {
        yield return hello;
        var session = new FollowSession(source.Replica);
        session.Assume(have);
        while (true)
        {
            var next = applied.Next;
            foreach (var word in session.Sweep())
            {
                yield return word;
            }

            yield return new FollowPulse();
            await Task.Delay(Pace, time, ends).ConfigureAwait(false);
            await next.WaitAsync(heartbeat, time, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ends.ThrowIfCancellationRequested();
        }
    }
}
