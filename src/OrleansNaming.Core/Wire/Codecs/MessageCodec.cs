namespace OrleansNaming.Wire.Codecs;

/// <summary>Which codec writes and reads which message: the one list of kinds.</summary>
internal static class MessageCodec
{
    public static MessageKind KindOf(Message message) => message switch
    {
        Notice => MessageKind.Notice,
        Chunk => MessageKind.Chunk,
        Hello => MessageKind.Hello,
        Summary => MessageKind.Summary,
        Probe => MessageKind.Probe,
        ProbeReply => MessageKind.ProbeReply,
        IndirectProbe => MessageKind.IndirectProbe,
        IndirectReply => MessageKind.IndirectReply,
        Acknowledgement => MessageKind.Acknowledgement,
        ChangesRequest => MessageKind.ChangesRequest,
        ChangesReply => MessageKind.ChangesReply,
        DumpRequest => MessageKind.DumpRequest,
        DumpReply => MessageKind.DumpReply,
        BucketsRequest => MessageKind.BucketsRequest,
        BucketsReply => MessageKind.BucketsReply,
        GuestRequest => MessageKind.GuestRequest,
        GuestReply => MessageKind.GuestReply,
        _ => throw new ArgumentException($"{message.GetType()} has no number on the wire", nameof(message)),
    };

    public static void Write(ref WireWriter writer, Message message)
    {
        switch (message)
        {
            case Notice notice: NoticeCodec.Write(ref writer, notice); break;
            case Chunk chunk: ChunkCodec.Write(ref writer, chunk); break;
            case Hello hello: HelloCodec.Write(ref writer, hello); break;
            case Summary summary: SummaryCodec.Write(ref writer, summary); break;
            case Probe probe: ProbeCodec.Write(ref writer, probe); break;
            case ProbeReply reply: ProbeReplyCodec.Write(ref writer, reply); break;
            case IndirectProbe probe: ProbeCodec.Write(ref writer, probe); break;
            case IndirectReply reply: IndirectReplyCodec.Write(ref writer, reply); break;
            case Acknowledgement acknowledgement: AcknowledgementCodec.Write(ref writer, acknowledgement); break;
            case ChangesRequest request: ChangesRequestCodec.Write(ref writer, request); break;
            case ChangesReply reply: ChangesReplyCodec.Write(ref writer, reply); break;
            case DumpRequest request: DumpRequestCodec.Write(ref writer, request); break;
            case DumpReply reply: DumpReplyCodec.Write(ref writer, reply); break;
            case BucketsRequest request: BucketsRequestCodec.Write(ref writer, request); break;
            case BucketsReply reply: BucketsReplyCodec.Write(ref writer, reply); break;
            case GuestRequest request: GuestRequestCodec.Write(ref writer, request); break;
            case GuestReply reply: GuestReplyCodec.Write(ref writer, reply); break;
            default: throw new ArgumentException($"{message.GetType()} has no codec", nameof(message));
        }
    }

    /// <summary>Reads a payload from bytes that may be hostile.</summary>
    /// <param name="kind">Which message.</param>
    /// <param name="payload">Its fields.</param>
    /// <param name="isKnown">Whether this build knows the kind at all.</param>
    /// <returns>The message, or null when it is malformed or of an unknown kind.</returns>
    public static Message? Read(MessageKind kind, ReadOnlySpan<byte> payload, out bool isKnown)
    {
        isKnown = true;
        switch (kind)
        {
            case MessageKind.Notice: return NoticeCodec.Read(payload);
            case MessageKind.Chunk: return ChunkCodec.Read(payload);
            case MessageKind.Hello: return HelloCodec.Read(payload);
            case MessageKind.Summary: return SummaryCodec.Read(payload);
            case MessageKind.Probe: return ProbeCodec.Read(payload);
            case MessageKind.ProbeReply: return ProbeReplyCodec.Read(payload);
            case MessageKind.IndirectProbe: return ProbeCodec.ReadIndirect(payload);
            case MessageKind.IndirectReply: return IndirectReplyCodec.Read(payload);
            case MessageKind.Acknowledgement: return AcknowledgementCodec.Read(payload);
            case MessageKind.ChangesRequest: return ChangesRequestCodec.Read(payload);
            case MessageKind.ChangesReply: return ChangesReplyCodec.Read(payload);
            case MessageKind.DumpRequest: return DumpRequestCodec.Read(payload);
            case MessageKind.DumpReply: return DumpReplyCodec.Read(payload);
            case MessageKind.BucketsRequest: return BucketsRequestCodec.Read(payload);
            case MessageKind.BucketsReply: return BucketsReplyCodec.Read(payload);
            case MessageKind.GuestRequest: return GuestRequestCodec.Read(payload);
            case MessageKind.GuestReply: return GuestReplyCodec.Read(payload);
            default:
                isKnown = false;
                return null;
        }
    }
}
