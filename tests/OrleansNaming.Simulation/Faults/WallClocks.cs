namespace OrleansNaming.Simulation.Faults;

/// <summary>Sets wall clocks: an hour or ten years either way, or before the moment at which the server's incarnation was made.</summary>
internal sealed class WallClocks(World world) : Nemesis(world)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3_652);

    public override void Begin() => Every(Options.WallJumpEvery, Jump);

    private void Jump()
    {
        if (PickRunning() is not { } machine)
        {
            return;
        }

        var (fault, by) = Dice.Below(3) switch
        {
            0 => (Fault.WallJumpHour, Dice.Chance(0.5) ? Hour : -Hour),
            1 => (Fault.WallJumpYears, Dice.Chance(0.5) ? TenYears : -TenYears),
            _ => (Fault.WallBeforeIncarnation, -(World.Now + TimeSpan.FromSeconds(Dice.Between(1, 3_600)))),
        };
        World.Counters.Strike(fault);
        World.Trace.Say(machine.Running, FormattableString.Invariant($"wall clock jumps by {by.TotalHours:F1} h"));
        machine.Clock.JumpWall(by);
    }
}
