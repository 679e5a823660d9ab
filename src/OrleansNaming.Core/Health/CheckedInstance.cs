namespace OrleansNaming.Health;

/// <summary>An instance that this node checks.</summary>
internal sealed class CheckedInstance(Instance instance, long life, TimeSpan now)
{
    public EntryKey Key { get; } = new(instance);

    public long Life { get; } = life;

    /// <summary>As registered. What another node let in, and this one's rules do not, is not carried out.</summary>
    public IReadOnlyList<HealthCheck> Checks { get; } = instance.Checks;

    /// <summary>Each begins as the directory calls the instance: who adopts one neither clears nor condemns it.</summary>
    public IReadOnlyList<CheckRecord> Records { get; } = [.. instance.Checks.Where(check => check.Check(instance.Endpoints) is null).Select(check => new CheckRecord(check, instance.Health, now))];

    /// <summary>What the directory was last told.</summary>
    public InstanceHealth Told { get; set; } = instance.Health;
}
