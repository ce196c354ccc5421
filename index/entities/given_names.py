"""Frequent given names of many countries: evidence that a name which begins with one is a person's.

Written from general knowledge, each name one that many people bear. Names of places and ordinary words ("Victoria",
"Chad", "Grace", "Will") are left out, as they begin other names as well.
"""

from __future__ import annotations

from index.entities.lexicon import words

GIVEN_NAMES = words("""
    aaron abdallah abdel abdul abdulaziz abdullah abdulrahman abel abigail abraham adam adama adel adil adolfo adrian
    adriana adriano agnes agustin ahmad ahmed aidan aisha ajay akira alain alan albert alberto aldo alejandra alejandro
    aleksander aleksandr alessandra alessandro alex alexander alexandra alexandre alexei alexey alexis alfonso alfred
    alfredo alhaji ali alice alicia alison allan allen allison alvaro amadou amal amanda amar amelia amina amir amit amy
    ana anand anas anastasia anders andre andrea andreas andrei andres andrew andrey andrzej andy angel angela angelica
    angus anil anita anja anjali ann anna anne annette annie anthony antoine anton antonia antonio anwar arif arjun
    armando arnaud arne arnold arthur arturo arun arvind asad ashley ashok asif astrid audrey augusto axel ayesha aziz
    barack barbara barry bashir bassam beatrice beatriz ben benedict benjamin bernard bernardo bernd bernie berta beth
    bettina betty beverly bianca birgit bjorn blake bob bogdan bongani boris brad bradley brandon brenda brendan brent
    brett brian bridget brigitte bruce bruno bryan burak caitlin callum calvin cameron camila camilla camille candice
    carl carla carlo carlos carmen carol caroline carolyn carsten caspar cassandra catalina catherine cecilia cedric
    celine cesar chandra charles charlie cheikh cheng chinedu chloe chris christa christian christina christine
    christoph christophe christopher chuck cindy claire clara clare claude claudia claudio claus clement clive clyde
    colin colleen connor conrad constantin craig cristian cristina cristobal curtis cynthia dale damian damien dan dana
    daniel daniela daniele danielle danny dario darius darren dave david dean deborah debra deepak denis denise dennis
    derek desmond diana diane didier diego dieter dietmar dimitri dina dinesh dirk dmitri dmitry dolores dominic dominik
    dominique donald donna dora doris dorothy doug douglas duncan dustin dwayne dylan eamon eddie edgar edith edmund
    eduardo edward edwin efrain eileen ekaterina elaine elena eleanor eli elias elijah elisa elisabeth elise eliza
    elizabeth ella ellen ellie elsa elvira emanuel emeka emil emilia emilie emilio emily emma emmanuel enrico enrique
    eric erica erich erik erika erin ernest ernesto ernst esteban esther ethan eugene eunice eva evan evelyn evgeny ewa
    fabian fabio fabrice fadi faisal farah farid farouk fatima fatma fatou felicia felipe felix ferdinand fernanda
    fernando filip filippo fiona florian franca francesca francesco francine francis francisca francisco franck francois
    francoise frank frans franz fred frederic frederick frederik frieda fritz fumio gabriel gabriela gabriele gareth
    gary gaston gavin genevieve geoff geoffrey george georges georgi gerald gerard gerd gerhard german gerry giacomo
    gianni gideon gilbert giles gina giorgio giovanni giulia giuseppe gladys glenn gloria godfrey gonzalo gordon grant
    greg gregor gregory greta guido guillaume guillermo gunther gustav gustavo habib hadi hajime hakan hakim hamad hamid
    hamza hana hanna hannah hans harald haris harold harriet harry haruka hasan hassan hazel heather hector heidi heiko
    heinrich heinz helen helena helene helga helmut hendrik henri henrik henrique henry herbert herman hermann hilda
    hilary hiroshi holger holly horst hossein howard hubert hugh hugo humberto hussain hussein ian ibrahim ida ignacio
    igor ilya imad imran ines inga ingrid irena irene irina iris isaac isabel isabella isabelle ismael ismail ivan ivana
    ivo jack jackie jackson jacob jacqueline jacques jaime jake jakob jakub jalal jamal james jamie jan jana jane janet
    janice janine janos jared jason javier jay jayne jean jeanne jeff jeffrey jelena jen jennifer jenny jens jeremiah
    jeremy jerome jerry jesper jesse jessica jesus jill jim jimmy joan joana joanna joanne joao joaquin jochen jody joe
    joel joerg johan johann johanna johannes john johnny jon jonas jonathan jorge jose josef joseph josephine josh
    joshua joyce juan juana judith judy julia julian juliana julie julien juliet julio julius jurgen justin justine
    kamal kamala karel karen karim karin karina karl karla karsten kate katerina katharina katherine kathleen kathryn
    kathy katie katja kazuo keiko keith kelly kelvin ken kenji kenneth kenta kevin khaled khalid khalil kieran kim
    kimberly kirsten klaus kofi konstantin kristen kristin kristina kumar kurt kwame kyle laila lamine lars laszlo laura
    lauren laurence laurent lawrence lea leah leila lena leo leon leonard leonardo leonid leopold leslie leticia lewis
    liam liliana lillian linda lindsay lindsey lionel lisa liz lloyd lois lorenzo loretta lorraine louis louisa louise
    luca lucas lucia luciano lucie lucy ludwig luigi luis luisa luiz lukas luke luz lydia lynn maarten mads magdalena
    maggie magnus mahamadou mahesh mahmoud mahmud makoto malcolm malik mamadou manfred manish manoj manuel manuela mara
    marc marcel marcelo marcia marcin marco marcos marcus marek margaret margarita margot maria mariam marian mariana
    marianne marie mario marion marisa marius mark marko markus marta martha martin martina marvin mary masahiro massimo
    mateo mathias mathieu matilda matteo matthew matthias matthieu maureen maurice mauricio mauro max maxim maxime
    maximilian megan mehdi mehmet melanie melissa meredith michael michaela michal michel michele michelle miguel mihai
    mikael mike mikhail mila milan milos miranda miriam mirko mitchell moeketsi mohamed mohammad mohammed mohan mohd
    mohsen moises mona monica monika monique morgan moses moussa muhammad mukesh murat murray musa mustafa mustapha
    nabil nadia nadine nancy naomi narendra naresh natalia natalie natasha nathalie nathan nathaniel neil nelson
    nicholas nick nicola nicolas nicole nigel nikita nikki nikola nikolai nikos nils nina ning noah noel nora norbert
    norma norman olaf ole oleg olena olga oliver olivia olivier omar oscar oskar osman otto pablo paola paolo pamela
    pascal patrice patricia patricio patrick paul paula paulina pauline paulo pavel pawel pedro penelope per pete peter
    petr petra petros phil philip philipp philippe phillip phyllis pierre pietro pilar piotr prakash pranab prasad
    predrag priya quentin rachel rachid rafael raffaele raheem rahul raimund raj rajesh rajiv ralf ralph ramesh ramiro
    ramon ramona randy raphael raquel rashid raul ravi ray raymond rebecca regina reinhard remi rene renee reza rhonda
    ricardo riccardo richard rick ricky rita robert roberta roberto robin rocio rodney rodolfo rodrigo roger roland rolf
    roman romeo ron ronald ronaldo ronnie rosa rosalind rosemary ross roxana roy ruben rubén rudi rudolf rupert russell
    ruth ryan saad sabine sabrina sadio saeed said saleh salim sally salman salvador salvatore sam samantha sami samir
    samuel sana sandeep sandra sanjay santosh sara sarah saskia satoshi saul sean sebastian sebastien selma serena serge
    sergei sergey sergio shane shankar shannon sharon shaun shawn sheila shelly sherry shinji shinzo shirley sibusiso
    siegfried silvia silvio simon simona simone sipho slobodan solomon sonia sonja sophia sophie soren spencer stacey
    stan stanislav stefan stefania stefano steffen stella stephan stephanie stephen steve steven stewart stuart sue
    suleiman sunil suresh susan susana susanne suzanne sven svetlana sylvia sylvie tadeusz takashi takeshi tamara tammy
    tania tanja tanya tara tarek tariq tatiana ted terence teresa terry thabo theo theodore theresa therese thierry
    thomas thorsten tiago tim timo timothy tina tobias todd tom tomas tomasz tommy toni tony torsten tracey tracy travis
    trevor tristan tyler udo ulrich ulrike umar ursula usman uwe vadim valentina valeria valerie vanessa vasily vera
    vernon veronica veronika vicente vicky victor viktor vijay vikram vincent vincenzo vinod vitaly vivek vivian
    vladimir vojtech volker volodymyr wade waldemar walter wanda wayne wendy werner wilfried wilhelm willem william
    wojciech wolfgang xavier yamila yan yann yasmin yasser yevgeny yolanda yoko yosef youssef yousuf yuki yuri yusuf
    yves yvette yvonne zachary zahra zainab zoe zoltan
""")
"""Casefolded."""
