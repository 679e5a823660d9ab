namespace OrleansNaming;

/// <summary>Register or replace a guest; this node becomes its holder (rule 14).</summary>
internal sealed record RegisterGuest(Registration Registration) : Change
{
    /// <summary>What the node that drafts it found the terms to be; null until then, and for a service of a pool.</summary>
    public BindingTerms? Terms { get; init; }

    internal override bool StandsAlone => Registration.Policy != BindingPolicy.Pool;
}
