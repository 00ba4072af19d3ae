using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Invitations;

/// <summary>Sends the link of an invitation to the invited address itself.</summary>
internal sealed class InvitationLetters(MailQueue mails, IActorNames names, INetwork network)
{
    public const string Path = "/invitation";

    public async Task SendAsync(OperationScope scope, Invitation invitation, string secret, CancellationToken cancel)
    {
        // Sent by a machine's user or by the system, the mail says only what it offers.
        var inviter = scope.Actor.StartsWith("account:", StringComparison.Ordinal) ? (await names.NamesAsync([scope.Actor], cancel))[scope.Actor] : null;
        var offer = $"{RoleWords.Label(invitation.Role)}, {AccountList.UnitName(await network.SnapshotAsync(cancel), invitation.Unit)}";
        mails.Send(scope, new Letter(invitation.Email, invitation.Email, "invitation", [inviter is null ? $"Vous êtes invité à tenir un rôle : {offer}." : $"{inviter} vous invite à tenir un rôle : {offer}."])
        {
            LinkLabel = "Répondre à l’invitation",
            LinkPath = $"{Path}?jeton={secret}",
            Afterwards = ["Ce lien sert une fois, pendant quatorze jours. Si vous n’attendez rien de tel, ne faites rien."],
        });
    }
}
