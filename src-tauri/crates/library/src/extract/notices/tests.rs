//! Notices and footers of many kinds, and letters that use their words.

use super::*;

fn kept(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[..begins(&lines).unwrap_or(lines.len())]
        .join("\n")
        .trim_end()
        .to_owned()
}

#[test]
fn notices_of_lawyers_go() {
    for notice in [
        "CONFIDENTIALITY NOTICE\n\nThis e-mail is confidential and intended only for the named recipient. If you have received it in\nerror, please notify the sender and delete it.",
        "_______________\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, informieren Sie\nbitte den Absender und vernichten Sie diese Mail.",
        "Ce message est confidentiel et destiné exclusivement à son destinataire. Si vous le recevez par erreur, merci de le détruire.",
        "Este mensaje es confidencial y va dirigido exclusivamente a su destinatario. Si lo ha recibido por error, elimínelo, por favor.",
        "Le informazioni contenute in questo messaggio sono riservate e per uso esclusivo del destinatario. Se lo ricevete per\nerrore vi preghiamo di cancellarlo.",
        "Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário. Se a recebeu por erro, apague-a, por favor.",
        "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Hebt u het per vergissing ontvangen, verwijder\nhet dan.",
        "Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeśli otrzymali Państwo tę wiadomość omyłkowo,\nprosimy o powiadomienie nadawcy i jej usunięcie.",
        "Le informazioni contenute nella presente comunicazione e i relativi allegati possono essere riservate e sono destinate\nesclusivamente alle persone sopra indicate. La diffusione da parte di qualsiasi soggetto diverso dal destinatario è proibita.",
        "Este mensaje y sus adjuntos se dirigen a la persona indicada, son para uso exclusivo de ella y pueden estar sujetos a\nsecreto profesional. No está permitida su copia.",
        "Esta comunicación va dirigida exclusivamente a la persona indicada. Si usted no lo es, comuníquelo al remitente y destruya\nla copia.",
        "Ce courriel est à l'attention exclusive de la personne indiquée et couvert par le secret professionnel. Si vous n'êtes pas\ncelle-ci, merci d'en avertir l'expéditeur.",
        "De conformidad con el Reglamento (UE) 2016/679 de protección de datos, le informamos de que sus datos están en un fichero de\nBell S.L. Puede ejercer sus derechos de acceso, rectificación y supresión en la dirección indicada.",
        "Conformément au RGPD, vous disposez d'un droit d'accès et de rectification des données personnelles qui vous concernent.",
        "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du har fått det av misstag ber vi dig radera det.",
    ] {
        assert_eq!(
            kept(&format!("So be it.\n\nAnna\n\n{notice}\n")),
            "So be it.\n\nAnna",
            "{notice}"
        );
    }
}

#[test]
fn footers_of_lists_and_services_go() {
    for footer in [
        "__\nriak-users mailing list\nhttp://x.y",
        "---\nTo unsubscribe, write to x",
        "-- \nYou received this message because you are subscribed to the group.",
        "__________________________________________________\nDo You Yahoo!?\nhttp://mail.example.com",
        "*****\nTidings ... is what you have just read. To subscribe to it, write to x.",
        "Vous recevez ce message car vous êtes abonné.",
        "Please consider the environment before printing this.",
    ] {
        assert_eq!(
            kept(&format!("So be it.\n\n{footer}\n")),
            "So be it.",
            "{footer}"
        );
    }
}

#[test]
fn footers_of_scanners_and_groups_go() {
    let group = "__._,_.___\nMessages in this topic (1)\n\nYahoo! Groups\n__,_._,___";
    for footer in [
        "Message protected by MailGuard: e-mail anti-virus, anti-spam and content filtering.\nhttp://www.mailguard.com.au/mg",
        "Garanti sans virus. www.avast.com",
        "Cet e-mail a été vérifié par le logiciel antivirus d'Avast.",
        "Click here to report this email as spam.",
        "Sender notified by Mailtrack",
        "[Non-text portions of this message have been removed]\n\n------------------------------------\n\nYahoo! Groups Links",
        "------------------------ Yahoo! Groups Sponsor --------------------~-->\nBuy it.\n---------------------------------~->",
        "-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\nView: https://x.y",
        "P Please consider the environment before printing this e-mail.",
        "Por favor, piense en el medio ambiente antes de imprimir este correo.",
        "Avant d'imprimer ce message, pensez à l'environnement.",
        group,
    ] {
        assert_eq!(
            kept(&format!("So be it.\n\nAnna\n\n{footer}\n")),
            "So be it.\n\nAnna",
            "{footer}"
        );
    }
    for own in [
        "Avant d'imprimer le programme, relisez-le bien, il y reste des fautes.",
        "No imprima las entradas, basta con el teléfono.",
        "Le RGPD protège les données personnelles, et le droit d'accès en est le coeur.",
        "Pido acceso a mis datos según el Reglamento 2016/679 de protección de datos, y su supresión; le informamos el lunes.",
    ] {
        let letter = format!("So be it.\n\n{own}");
        assert_eq!(kept(&letter), letter, "{own}");
    }
}

#[test]
fn notices_of_several_paragraphs_go() {
    for notice in [
        "This e-mail and all that is attached are confidential and intended solely for the addressee.\n\nAny views or opinions in it are those of its author and do not necessarily represent those of the firm.\n\nBell & Sons, registered in England, No. 1234",
        "This e-mail is confidential and for the addressee only. If you got it in error, please notify me and delete it at once.\n\nThank you for your help.",
    ] {
        let letter = format!("So be it.\n\nAnna\n\n{notice}\n");
        assert_eq!(kept(&letter), "So be it.\n\nAnna", "{notice}");
    }
}

#[test]
fn invitations_to_meetings_go() {
    let rule = "_".repeat(60);
    let numbers = "+44 20 7946 0000,,12345678#\n".repeat(6);
    let block = |link: &str| {
        format!(
            "{rule}\nMicrosoft Teams meeting\nJoin on your computer or mobile app\n{link}\n\nMeeting ID: 123 456\n{numbers}Learn more<https://aka.ms/x>\n{rule}"
        )
    };
    let invited = format!(
        "Let us talk.\n\nTom\n\n{}",
        block("Join<https://teams.microsoft.com/l/x>")
    );
    assert_eq!(kept(&invited), "Let us talk.\n\nTom");
    for own in [
        block("Join<https://meetings.example.org/x>"),
        block("I am on https://teams.microsoft.com/l/x"),
    ] {
        let letter = format!("Let us talk.\n\n{own}");
        assert_eq!(kept(&letter), letter);
    }
}

#[test]
fn letters_about_such_things_stay() {
    for letter in [
        "I sent the confidential report by mail to the addressee yesterday, and he has not answered me, so please call him.\n\nCome and see us soon.\n\nTom",
        "The confidential report went by mail to the addressee yesterday, and he has not answered so far.\n\nCome and see us soon.\n\nTom",
        "Gestern ging der vertrauliche Bericht als Nachricht an den Empfänger, und niemand hat sich bisher gemeldet.\n\nBis bald\nTom",
        "I sent the confidential mail to another addressee in error; please notify him, and delete your copy of it.",
        "The confidential mail went to another addressee in error, so please notify him at once.\n\nI am sorry for it.",
        "The confidential mail went to another addressee in error, so please notify him at once.\n\nCome soon.\n\nTom",
        "What I told you is confidential. Please delete it.",
        "The recipient of the parcel has moved, so I sent an e-mail to the post office and asked them to notify him.",
        "We have a mailing list now.\nTom runs it.",
        "A part\n__________\n\nand the next, see http://example.org for more and so on and so on",
    ] {
        assert_eq!(kept(letter), letter);
    }
    assert_eq!(
        kept(&format!("To unsubscribe?\n{}", "No.\n".repeat(100)))
            .lines()
            .count(),
        101
    );
}

#[test]
fn letters_that_begin_like_footers_stay() {
    for start in [
        "U ontvangt morgen het contract van ons kantoor.",
        "Sie erhalten diese Woche noch die Unterlagen.",
        "Sie erhalten diese E-Mail, weil ich morgen nicht da bin.",
        "Vous recevez ce soir mes parents, n'est-ce pas ?",
        "You are receiving this because I trust you.",
        "Unsubscribe from the gym before the end of the month, they charge you otherwise.",
        "Unsubscribe from their newsletter, I did it yesterday.",
        "Afmelden kan tot vrijdag.",
        "Think before you print, the toner is dear and we have none left.",
        "Denken Sie an die Umwelt, wenn Sie den neuen Wagen bestellen.",
        "Bitte prüfen Sie, ob diese Mail bei Ihnen angekommen ist.",
    ] {
        let letter = format!("Hi Tom,\n\n{start}\n\nSee you soon. Bring the keys.\n\nAnna");
        assert_eq!(kept(&letter), letter, "{start}");
        assert_eq!(kept(start), start);
    }
    let signed =
        "Sie erhalten diese E-Mail, weil Sie auf der Mailingliste stehen.\n\nViele Grüße\nAnna";
    assert_eq!(kept(signed), signed);
    let told = "You are receiving this message because you are on the list.\n\nThe meeting is on Friday. Please bring the keys of the shed, all of them.";
    assert_eq!(kept(told), told);
}

#[test]
fn footers_that_begin_like_letters_go() {
    for footer in [
        "U ontvangt deze nieuwsbrief omdat u zich hebt aangemeld.",
        "Sie erhalten diese E-Mail, weil Sie unseren Newsletter abonniert haben.",
        "You are receiving this because you are subscribed to this thread.\nReply to it or view it on http://x.y",
        "You're receiving this e-mail because of your account: https://x.y/account",
        "Unsubscribe from this list: http://x.y/unsubscribe",
        "Afmelden",
        "Du får detta mejl för att du prenumererar.\n\nhttp://x.y\n\n© 2024 Bell",
        "Think before you print!",
        "Bitte prüfen Sie, ob diese Mail wirklich\nausgedruckt werden muss!",
        "Denk aan het milieu voordat u deze e-mail afdrukt.",
        "Antes de imprimir, piense en el medio ambiente.",
    ] {
        assert_eq!(
            kept(&format!("So be it.\n\nAnna\n\n{footer}\n")),
            "So be it.\n\nAnna",
            "{footer}"
        );
    }
}

#[test]
fn hostile_notices() {
    kept(&"confidential recipient error message ".repeat(50_000));
    kept(&"____\nto subscribe\n\n".repeat(20_000));
}

#[test]
fn footers_of_programs_and_companies_go() {
    let rule = "-".repeat(60);
    for footer in [
        "__________ Information from ESET NOD32 Antivirus, version 8000 __________\n\nThe message was checked by ESET NOD32 Antivirus.\n\nhttp://www.eset.com".to_owned(),
        format!("{rule}\nThis sf.net email is sponsored by: Jabber\nBuild it in!\nhttp://x.y\n___________\nTalk mailing list\nTalk@x.y"),
        "____________\nVirus checked by G DATA AntiVirusKit\nVersion: AVK 15.0.100".to_owned(),
        format!("{rule}\nThis message was sent using IMP, the Internet Messaging Program."),
        "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <http://x.y>".to_owned(),
        "---\n[Visit Topic](https://forum.example.org/t/1) or reply to this email to respond.".to_owned(),
        "Bell Ltd. Registered in England and Wales. Registered office: 1 High Street, London. Company number 12345.".to_owned(),
        "Bell GmbH\nSitz der Gesellschaft: Köln, Amtsgericht Köln HRB 12345\nGeschäftsführer: Anna Bell".to_owned(),
        "Tom Averill is inviting you to a scheduled Zoom meeting.\n\nTopic: Boat\nTime: Mar 5, 2024 10:00 AM London\n\nJoin Zoom Meeting\nhttps://us02web.zoom.us/j/123?pwd=x\n\nMeeting ID: 123 456 789\nOne tap mobile\n+13017158592,,123# US".to_owned(),
    ] {
        assert_eq!(
            kept(&format!("So be it.\n\nTom\n\n{footer}\n")),
            "So be it.\n\nTom",
            "{footer}"
        );
    }
    for own in [
        "Please change the registered office, and mind that the company number is 12345.",
        "Our registered office has moved, and with it the company number: 12345.",
        "The registered office is in Köln.",
        "Anna is inviting you to a scheduled Zoom meeting.\n\nhttps://us02web.zoom.us/j/123\n\nI cannot come myself.",
        "Anna is inviting you to a scheduled Zoom meeting.",
    ] {
        let letter = format!("So be it.\n\n{own}");
        assert_eq!(kept(&letter), letter);
    }
}
