namespace OrleansNaming.HttpResolution;

/// <summary>Where HttpClient's calls get a name's live instances from.</summary>
internal interface ILiveSets
{
    ValueTask<InstanceSet> GetAsync(string name, CancellationToken cancellationToken);
}
