namespace OrleansNaming;

/// <summary>
/// What this process shows of one owner. Written by the replica's one writer, read by everyone:
/// all slots of a version are written first, then <see cref="Advertisement"/> by one volatile write (rule 9).
/// </summary>
internal sealed class OwnerView(ServerId server)
{
    private volatile Advertisement? _advertisement;
    private volatile bool _stale;
    private volatile bool _shown = true;
    private volatile bool _guestsShown = true;

    public ServerId Server { get; } = server;

    /// <summary>The last version applied, or null before the first. Invariant: its stamp never goes back.</summary>
    public Advertisement? Advertisement
    {
        get => _advertisement;
        set => _advertisement = value;
    }

    public Stamp Stamp => _advertisement?.Stamp ?? default;

    /// <summary>The last state shown before it was forgotten; only its reader asks, for a read that demands it. Written before anyone can see this view.</summary>
    public Stamp ShownBefore { get; set; }

    /// <summary>Whether the owner has not been heard lately, or a newer state is known of and not yet here.</summary>
    public bool IsStale
    {
        get => _stale;
        set => _stale = value;
    }

    /// <summary>Whether its own services are in the slots: false while Hidden or Left. Guests have a rule of their own.</summary>
    public bool IsShown
    {
        get => _shown;
        set => _shown = value;
    }

    /// <summary>Whether guests that it holds may be in the slots. Only the replica's Hide and Show set it.</summary>
    public bool AreGuestsShown
    {
        get => _guestsShown;
        set => _guestsShown = value;
    }

    /// <summary>The epoch that bindings refer to; only the replica's writer uses it.</summary>
    public OwnerLife Life { get; private set; } = null!;

    /// <summary>Moves on to the epoch of a version that is about to be shown.</summary>
    public OwnerLife Enter(Epoch epoch) => Life?.Epoch == epoch ? Life : Life = new OwnerLife(this, epoch);
}
