namespace OrleansNaming;

/// <summary>Register or replace a guest; this node becomes its holder (rule 14).</summary>
internal sealed record RegisterGuest(Registration Registration) : Change;
