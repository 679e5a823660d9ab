namespace OrleansNaming.Simulation.Faults;

/// <summary>Every kind of trouble that a world can make. Each is counted where it strikes; a run of many seeds in which one never struck proves nothing.</summary>
internal enum Fault
{
    // The network.
    Loss,
    BurstLoss,
    LongDelay,
    Duplicate,
    Reorder,
    DatagramFlip,
    DatagramTruncation,
    PartitionIsolate,
    PartitionHalves,
    PartitionBridge,
    PartitionRing,
    PartitionOneWay,
    PartitionMulticastOnly,
    PartitionUnicastOnly,
    CallSlow,
    CallLost,
    CallRefused,
    CallBroken,
    ListFlip,
    AddressChange,

    // Processes.
    Crash,
    HostDown,
    Pause,
    RestartLoop,
    FullRestart,
    GracefulLeave,
    HerdStart,
    RestartWithDisk,
    RestartWithoutDisk,
    RestartWithOldDisk,
    ClonedDisk,
    TwinStart,

    // Disks.
    SlowSync,
    FailedSync,
    UnsyncedLost,
    TornWrite,
    DiskFlip,
    DiskFull,
    DiskReadOnly,

    // Clocks.
    FastOrSlowClock,
    WallJumpHour,
    WallJumpYears,
    WallBeforeIncarnation,

    // Hostile senders.
    ForgedNotice,
    ForgedOwner,
    Garbage,
    Replay,
    StaleReplay,

    // Orleans.
    NotInView,
    LostInCut,
    CallHangs,
    DuplicateActivation,
    GrainReplyLost,
    AnsweredFromStorage,
    ETagConflict,
    StorageThrows,
    StorageReplyLost,
    StorageHangs,
    StoredLate,
    StorageBackup,
    StorageDown,
    FrozenDeclaredDead,
    CutOffDeclaredDead,
    SecondSilo,

    // Clients.
    GuestDeath,
    GuestSwitch,
    GuestRetry,
}
