using System.Collections.Frozen;

namespace OrleansNaming.Replica;

/// <summary>
/// The names whose lookups somebody wants to hear of (row E40), and their slots, which stand here instead of in the index: a lookup of any other name finds its slot where it always was, and is asked nothing.
/// </summary>
internal sealed class LookupTap
{
    /// <summary>Names that can be tapped at once: further ones are not, and <see cref="DirectoryReplica.Tap"/> says so.</summary>
    public const int NamesMax = 1_000;

    private readonly FrozenDictionary<string, NameHandle> _slots;
    private readonly FrozenDictionary<string, NameHandle>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly Action<string> _told;

    /// <param name="slots">The names' slots.</param>
    /// <param name="told">Hears each lookup, on the thread that looks up: it must return at once and never throw.</param>
    public LookupTap(IEnumerable<NameHandle> slots, Action<string> told)
    {
        (_slots, _told) = (slots.ToFrozenDictionary(slot => slot.Name, StringComparer.Ordinal), told);
        _byText = _slots.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IEnumerable<NameHandle> Slots => _slots.Values;

    public NameHandle? Find(ReadOnlySpan<char> name) => _byText.TryGetValue(name, out var slot) ? slot : null;

    public void Tell(NameHandle slot) => _told(slot.Name);
}
