namespace OrleansNaming.Gateway;

/// <summary>A key of the HTTP API that stands in the configuration, with the role that it gives.</summary>
public sealed class NamingApiKey
{
    /// <summary>Whose key it is: what the audit says.</summary>
    /// <value>1 to 63 of <c>a-z 0-9 - _ .</c>, another one for each key. There is no default.</value>
    public string Name { get; set; } = "";

    /// <summary>The secret, shown as <c>Authorization: Bearer …</c>.</summary>
    /// <value>At least 16 printable characters. There is no default.</value>
    public string Key { get; set; } = "";

    /// <summary>What it may do.</summary>
    /// <value>There is no default: <see cref="NamingRole.Anyone"/> fails the start.</value>
    public NamingRole Role { get; set; }
}
