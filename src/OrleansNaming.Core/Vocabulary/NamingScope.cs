namespace OrleansNaming;

/// <summary>What a listener of the tree hears of (JNDI, <c>EventContext</c>).</summary>
public enum NamingScope
{
    /// <summary>The name itself and everything below it. The default.</summary>
    Subtree = 0,

    /// <summary>The name itself.</summary>
    Object = 1,

    /// <summary>What is directly in the context of that name, and not the context itself.</summary>
    OneLevel = 2,
}
