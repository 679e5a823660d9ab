namespace OrleansNaming.Benchmarks.Register;

/// <summary>Operations a second, by round.</summary>
/// <param name="Fsync">Bare writes with their fsync, one after the other.</param>
/// <param name="InProcess">Registrations by clients of the process.</param>
/// <param name="OverHttp">Registrations over HTTP.</param>
/// <param name="Health">HTTP calls that touch neither disk nor node.</param>
/// <param name="Group">Registrations that shared one sync, in process.</param>
internal sealed record RegisterTimes(double[] Fsync, double[] InProcess, double[] OverHttp, double[] Health, double Group);
