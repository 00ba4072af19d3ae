using Ramure.Kernel.Audit;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>What the events of presence say, in French.</summary>
internal static class AttendanceAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.note-attendance"] = "Noter des présences",
        },
        Kinds =
        [
            new(AttendanceRecorder.SubjectKind, "Feuille de présence")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Source"] = "Par", ["Marks"] = "Présences notées", ["WalkIns"] = "Venus sans inscription", ["Headcounts"] = "Effectifs sans nom",
                },
                Value = (field, raw) => field == "Source" && Enum.TryParse<MarkSource>(raw, out var source) ? AttendanceWords.Label(source) : null,
                Href = id => $"/formations/sessions/{id}/presence",
            },
        ],
    };
}
