namespace OrleansNaming.PointToPoint.Frames;

/// <summary>Which way a frame passes between a host's stack and its wire.</summary>
public enum FrameDirection
{
    /// <summary>From the stack to the wire.</summary>
    Send,

    /// <summary>From the wire to the stack.</summary>
    Receive,
}
