namespace OrleansNaming.Testing;

/// <summary>What <see cref="RequiresFactAttribute"/> may ask for beside programs, which are named as on the command line.</summary>
public static class Need
{
    /// <summary>The effective user is root.</summary>
    public const string Root = "@root";

    /// <summary>The system is Linux: <c>/proc</c>, <c>/dev/full</c>.</summary>
    public const string Linux = "@linux";

    /// <summary>Network namespaces can be made.</summary>
    public const string NetworkNamespaces = "@netns";

    /// <summary>TAP devices can be made.</summary>
    public const string Tap = "@tap";

    /// <summary>A datagram sent to a multicast group on the loopback interface comes back.</summary>
    public const string LoopbackMulticast = "@multicast";

    /// <summary>The system speaks IPv6 on its loopback interface.</summary>
    public const string IPv6Loopback = "@ipv6";

    /// <summary>Orleans was restored when this test was built.</summary>
    public const string Orleans = "@orleans";

    /// <summary>Azure storage for Orleans was restored when this test was built, and Azurite is here to play it.</summary>
    public const string AzureStorage = "@azure";

    /// <summary>Debian's python3-consul, and the interpreter that has it.</summary>
    public const string PythonConsul = "@python3-consul";

    /// <summary>Node.js and the packages of .ci/npm-packages, as .ci/run installs them.</summary>
    public const string NodePackages = "@npm";
}
