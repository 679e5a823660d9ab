namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>Notes how a silo is seen right before and after its stage Active.</summary>
internal sealed class BecomingActive(ILocalSiloDetails local, IClusterMembershipService membership, Stage stage, ProbeCluster cluster) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer)
    {
        observer.Subscribe(nameof(BecomingActive), ServiceLifecycleStage.Active - 1, _ => Note("before"));
        observer.Subscribe(nameof(BecomingActive), ServiceLifecycleStage.Active + 1, _ => Note("after"));
    }

    private Task Note(string when)
    {
        var others = cluster.First is { } first ? ProbeCluster.MembershipOf(first).CurrentSnapshot.GetSiloStatus(local.SiloAddress) : SiloStatus.None;
        stage.Views[(local.Name, when)] = (membership.CurrentSnapshot.GetSiloStatus(local.SiloAddress), others);
        return Task.CompletedTask;
    }
}
