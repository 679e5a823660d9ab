namespace OrleansNaming;

/// <summary>Advertise a service of this server itself: it lives and dies with the process.</summary>
/// <param name="Registration">What to advertise.</param>
/// <param name="Replace">False: refused when this server bound that name already (bind); true: replaces (rebind), row B14.</param>
internal sealed record Bind(Registration Registration, bool Replace) : Change
{
    /// <summary>What the node that drafts it found the terms to be; null until then, and for a service of a pool.</summary>
    public BindingTerms? Terms { get; init; }

    internal override bool StandsAlone => Registration.Policy != BindingPolicy.Pool;
}
