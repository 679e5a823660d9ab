using System.Runtime.CompilerServices;

namespace OrleansNaming.Wire;

/// <summary>
/// Accepts each sequence of one boot once, in any order within the last 1,024 (rule 15; RFC 4303 section 3.4.3, as a ring of bits
/// that is never shifted: RFC 6479). Nothing of it is kept beyond the boot: another boot has another window.
/// </summary>
internal sealed class ReplayWindow
{
    /// <summary>How far behind <see cref="Highest"/> a sequence may come.</summary>
    public const int Size = 1_024;

    // Invariant: the bit of sequence s (s mod Size) says "seen" for each s in (Highest - Size, Highest].
    private Ring _seen;

    /// <summary>The highest sequence accepted; 0 before the first.</summary>
    public ulong Highest { get; private set; }

    /// <summary>Accepts a sequence once; false when it was seen, is too old to tell, or is 0, which nobody issues.</summary>
    public bool TryAccept(ulong sequence)
    {
        if (sequence == 0 || (sequence <= Highest && Highest - sequence >= Size))
        {
            return false;
        }

        if (sequence > Highest)
        {
            Advance(sequence);
        }

        ref var word = ref _seen[(int)(sequence % Size) / 64];
        var bit = 1UL << (int)(sequence % 64);
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    private void Advance(ulong sequence)
    {
        if (sequence - Highest >= Size)
        {
            ((Span<ulong>)_seen).Clear();
        }
        else
        {
            for (var skipped = Highest + 1; skipped <= sequence; skipped++)
            {
                _seen[(int)(skipped % Size) / 64] &= ~(1UL << (int)(skipped % 64));
            }
        }

        Highest = sequence;
    }

    [InlineArray(Size / 64)]
    private struct Ring
    {
        private ulong _first;
    }
}
