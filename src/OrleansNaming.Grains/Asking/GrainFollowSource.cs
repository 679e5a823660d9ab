using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using OrleansNaming.Following;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Asking;

/// <summary>Follows one silo at a time: whichever Orleans' client reaches first.</summary>
internal sealed class GrainFollowSource(NamingGrains silos, IOptions<NamingClientOptions> options, TimeProvider time) : IFollowSource
{
    private volatile string _node = "a silo";

    public string Node => _node;

    /// <summary>The next stream has a key of its own, and with it, mostly, another silo.</summary>
    public void Leave() => _node = "a silo";

    public async IAsyncEnumerable<FollowWord> FollowAsync(IReadOnlyList<Held> have, [EnumeratorCancellation] CancellationToken ends)
    {
        var held = HeldCodec.Encode(have);
        var stream = silos.NewStream();
        await foreach (var bytes in SiloStream.ReadAsync(stop => stream.FollowAsync(held, stop), options.Value.SilenceMax, time, ends).ConfigureAwait(false))
        {
            var word = FollowCodec.Decode(bytes) ?? throw new IOException($"what {Node} said cannot be read: asking anew");
            _node = word is FollowHello hello ? $"silo {hello.Server}" : _node;
            yield return word;
        }
    }
}
