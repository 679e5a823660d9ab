namespace OrleansNaming.Silo;

/// <summary>How this silo names its servers; bound from the section <c>Naming:Silo</c>, then changed by code.</summary>
public sealed class NamingSiloOptions
{
    /// <summary>The configuration section: <c>Naming:Silo</c>, hence <c>Naming__Silo__Interval</c> in the environment.</summary>
    public const string Section = "Naming:Silo";

    /// <summary>T: how often this silo announces its present stamp. Changes are announced at once, and a dead silo is told by Orleans' membership.</summary>
    /// <value>0.2 s to 60 s. The default is 1 s.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a change's notice carries.</summary>
    /// <value>The default is <see cref="AdvertPayload.Delta"/>.</value>
    public AdvertPayload Payload { get; set; } = AdvertPayload.Delta;

    /// <summary>How a joining silo asks.</summary>
    /// <value>The default is <see cref="JoinMode.Auto"/>.</value>
    public JoinMode JoinMode { get; set; } = JoinMode.Auto;

    /// <summary>How long other silos that are active and silent keep the directory incomplete.</summary>
    /// <value>0 s to 1 h. The default is 10 s: a silo without naming never speaks.</value>
    public TimeSpan AloneAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a graceful stop may take before the silo stops without its goodbye.</summary>
    /// <value>0 s to 5 min. The default is 10 s; the drain alone may take 5 s.</value>
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What carries notices. The same on every silo.</summary>
    /// <value>The default is <see cref="NoticeCarrier.Silos"/>.</value>
    public NoticeCarrier Notices { get; set; }

    /// <summary>What carries pulls. The same on every silo.</summary>
    /// <value>The default is <see cref="PullCarrier.Grains"/>.</value>
    public PullCarrier Pulls { get; set; }
}
