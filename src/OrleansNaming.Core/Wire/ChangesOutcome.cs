namespace OrleansNaming.Wire;

/// <summary>How a pull was answered.</summary>
internal enum ChangesOutcome : byte
{
    /// <summary>What the asker holds is current.</summary>
    NotModified = 0,

    /// <summary>A delta from exactly the asker's stamp.</summary>
    Delta = 1,

    /// <summary>The whole list.</summary>
    Snapshot = 2,

    /// <summary>The asker holds more than the owner: 409 (rule 6).</summary>
    Behind = 3,

    /// <summary>The asked process lost its name to another live one: 409 (rule 2).</summary>
    Superseded = 4,

    /// <summary>The answerer holds nothing of that server.</summary>
    Unknown = 5,

    /// <summary>Reserved: no node answers so; it is read like <see cref="Unknown"/>, which is also what an owner is to whom it is not shown (rule 16).</summary>
    NotReady = 6,
}
