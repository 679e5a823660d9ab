namespace OrleansNaming.Cluster.Tests.Absent;

/// <summary>Stands for the whole project where the package feed lacks Orleans, so that the loss is counted.</summary>
public sealed class OrleansTests
{
    [RequiresFact(Need.Orleans)]
    public void The_same_suite_holds_on_silos() => Assert.Fail("compiled only where Orleans is absent");
}
