namespace OrleansNaming.Gateway.Hosting;

/// <summary>Where the node's engine keeps its files.</summary>
internal interface INodeFolder
{
    string Path { get; }
}
