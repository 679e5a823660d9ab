namespace OrleansNaming.Silo;

/// <summary>What carries notices between silos.</summary>
public enum NoticeCarrier
{
    /// <summary>Orleans: one message from silo to silo.</summary>
    Silos = 0,

    /// <summary>UDP multicast, with the options of section <c>Naming:Lan</c>, keys among them.</summary>
    Multicast,
}
