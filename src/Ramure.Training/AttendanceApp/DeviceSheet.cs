namespace Ramure.Training.AttendanceApp;

/// <summary>A sheet as the device keeps it: names and what was said of them, no address, nothing else about anybody.</summary>
/// <param name="Own">Whether who asks gives the session; otherwise they took the sheet by hand.</param>
/// <param name="Zone">Words for hours that are not those of Paris.</param>
internal sealed record DeviceSheet(
    Guid Session, string Title, string When, string Zone, DateTime StartsAt, DateTime EndsAt, bool Own,
    IReadOnlyList<DeviceSlot> Slots, IReadOnlyList<DevicePerson> People, IReadOnlyList<DeviceMark> Marks, IReadOnlyList<DeviceHeadcount> Headcounts,
    IReadOnlyList<DeviceSchool> Schools);

/// <summary>A slot; hours are those of the place.</summary>
/// <param name="Tab">Day and hour, as short as a narrow screen wants them.</param>
/// <param name="OpensAt">UTC; from when its sheet takes marks.</param>
internal sealed record DeviceSlot(Guid Id, string When, string Tab, string Start, string End, int Minutes, string Place, DateTime OpensAt, DateTime StartsAt, DateTime EndsAt);

/// <summary>Somebody on the sheet.</summary>
internal sealed record DevicePerson(Guid Registration, string Name, string? Uai, string? Audience, bool WalkIn);

/// <summary>What was said of a person at a slot and nobody replaced.</summary>
internal sealed record DeviceMark(Guid Slot, Guid Registration, IReadOnlyList<DeviceStatement> Heads);

/// <summary>What was said of people without names and nobody replaced.</summary>
internal sealed record DeviceHeadcount(Guid Slot, string? Uai, string Audience, IReadOnlyList<DeviceStatement> Heads);

/// <summary>One statement.</summary>
/// <param name="Value">Minutes, or persons; null: nobody knows.</param>
/// <param name="By">Who said it, in words.</param>
internal sealed record DeviceStatement(Guid Id, int? Value, string By, DateTime At);

/// <summary>A school of the sheet.</summary>
internal sealed record DeviceSchool(string Uai, string Label);

/// <summary>A session whose sheet may be taken: nothing of anybody.</summary>
internal sealed record OfferedSheet(Guid Session, string Title, string When, string Zone, string Place, DateTime StartsAt);

/// <summary>A sheet that the device has to give back, and why: « close », « annulée ».</summary>
internal sealed record GoneSheet(Guid Session, string Why);

/// <summary>What a device is given.</summary>
internal sealed record PulledSheets(IReadOnlyList<DeviceSheet> Sheets, IReadOnlyList<GoneSheet> Gone, IReadOnlyList<OfferedSheet> Offers);
