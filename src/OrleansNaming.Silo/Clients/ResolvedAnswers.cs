using System.Runtime.CompilerServices;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Silo.Clients;

/// <summary>
/// The bytes that answer a resolve, made once for each live set: a set never changes, and a changed name has another one. Only what says of itself that
/// it may be stale is made anew each time, since that is said by owners and not by the set. Sets that are gone take their bytes with them.
/// </summary>
internal sealed class ResolvedAnswers
{
    private static readonly byte[] Nothing = Make(default, asFresh: true);

    private readonly ConditionalWeakTable<object, byte[]> _ready = [];

    public byte[] Of(InstanceSet found) => found.Identity is not { } set ? Nothing
        : found.IsStale ? Make(found, asFresh: false)
        : _ready.TryGetValue(set, out var ready) ? ready
        : _ready.GetValue(set, _ => Make(found, asFresh: true));

    private static byte[] Make(InstanceSet found, bool asFresh) =>
        CallAnswerCodec.Encode(new CallAnswer(Refusal.None, "", default, ResolvedCodec.Encode(found, asFresh)));
}
